package dev.meshwright.schema.syntax;

import java.util.Optional;
import java.util.regex.Pattern;

/// Host names as Istio accepts them: DNS labels, perhaps with a wildcard as or in the first one.
public final class DomainName {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?");
    private static final int LONGEST = 255;
    private static final int LONGEST_LABEL = 63;

    private DomainName() {}

    /// What is wrong with a name that may start with a wildcard (`*`, `*.shop.svc`, `*-api.shop`); empty for nothing.
    public static Optional<String> faultOfWildcard(String name) {
        var length = faultOfLength(name);
        if (length.isPresent()) {
            return length;
        }
        int dot = name.indexOf('.');
        var first = dot < 0 ? name : name.substring(0, dot);
        var plain = first.startsWith("*-") ? first.substring(2) : first.startsWith("*") ? first.substring(1) : first;
        if (!first.equals("*") && !isLabel(plain)) {
            return Optional.of("`" + first + "` is no DNS label");
        }
        return dot < 0 ? Optional.empty() : faultOfLabels(name.substring(dot + 1));
    }

    /// What is wrong with a name without wildcards; empty for nothing.
    public static Optional<String> fault(String name) {
        var length = faultOfLength(name);
        return length.isPresent() ? length : faultOfLabels(name);
    }

    /// One part of a name: letters, digits and inner hyphens, at most 63.
    public static boolean isLabel(String text) {
        return text.length() <= LONGEST_LABEL && LABEL.matcher(text).matches();
    }

    /// Whether some host is meant by both names.
    public static boolean overlap(String a, String b) {
        if (!a.startsWith("*")) {
            return b.startsWith("*") ? a.endsWith(b.substring(1)) : a.equals(b);
        }
        if (!b.startsWith("*")) {
            return b.endsWith(a.substring(1));
        }
        return a.substring(1).endsWith(b.substring(1)) || b.substring(1).endsWith(a.substring(1));
    }

    /// Whether every host that `narrow` means is meant by `wide` too.
    public static boolean covers(String wide, String narrow) {
        return wide.startsWith("*")
                ? narrow.substring(narrow.startsWith("*") ? 1 : 0).endsWith(wide.substring(1))
                : wide.equals(narrow);
    }

    private static Optional<String> faultOfLength(String name) {
        if (name.isEmpty()) {
            return Optional.of("it is empty");
        }
        return name.length() > LONGEST ? Optional.of("it is longer than " + LONGEST + " characters") : Optional.empty();
    }

    private static Optional<String> faultOfLabels(String name) {
        var labels = name.split("\\.", -1);
        var top = labels[labels.length - 1];
        if (!top.isEmpty() && top.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of("its top level `" + top + "` is a number");
        }
        for (int i = 0; i < labels.length; i++) {
            boolean trailingDot = i == labels.length - 1 && i > 0 && labels[i].isEmpty();
            if (!trailingDot && !isLabel(labels[i])) {
                return Optional.of("`" + labels[i] + "` is no DNS label");
            }
        }
        return Optional.empty();
    }
}
