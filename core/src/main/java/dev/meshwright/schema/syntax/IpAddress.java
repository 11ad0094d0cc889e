package dev.meshwright.schema.syntax;

/// The syntax of IP addresses and blocks, as Go's `netip` reads them: no leading zeros, no names.
public final class IpAddress {
    private IpAddress() {}

    public static boolean isAddress(String text) {
        return isV4(text) || isV6(text);
    }

    /// An address with a prefix length: `10.0.0.0/8`.
    public static boolean isBlock(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        var address = text.substring(0, slash);
        var length = text.substring(slash + 1);
        return (isNumber(length, 128) && isV6(address)) || (isNumber(length, 32) && isV4(address));
    }

    public static boolean isV4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (var part : parts) {
            if (!isNumber(part, 255)) {
                return false;
            }
        }
        return true;
    }

    public static boolean isV6(String text) {
        int zone = text.indexOf('%');
        var address = zone > 0 && zone < text.length() - 1 ? text.substring(0, zone) : text;
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address) == 8;
        }
        int before = gap == 0 ? 0 : groups(address.substring(0, gap));
        var rest = address.substring(gap + 2);
        int after = rest.isEmpty() ? 0 : groups(rest);
        return before >= 0
                && after >= 0
                && before + after <= 7
                && (gap == 0 || !address.substring(0, gap).contains("."));
    }

    /// How many groups of 16 bits; -1 where it is not a list of groups.
    private static int groups(String text) {
        var parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && isV4(parts[i])) {
                count += 2;
            } else if (isGroup(parts[i])) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private static boolean isNumber(String text, int most) {
        return !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0')
                && Integer.parseInt(text) <= most;
    }
}
