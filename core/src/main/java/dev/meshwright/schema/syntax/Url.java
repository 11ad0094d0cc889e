package dev.meshwright.schema.syntax;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A URL as Kubernetes' CEL library reads it, which is Go's `url.ParseRequestURI`: absolute, or an absolute path.
///
/// @param scheme in lower case; "" for a path
public record Url(String scheme) {
    private static final Pattern USER_INFO = Pattern.compile("[-A-Za-z0-9._:~!$&'()*+,;=%@]*");

    /// Reads a URL; empty where the text is none.
    public static Optional<Url> parse(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.empty();
        }
        if (text.equals("*")) {
            return Optional.of(new Url(""));
        }
        int schemeEnd = schemeEnd(text);
        if (schemeEnd == 0) {
            return Optional.empty();
        }
        var scheme = schemeEnd < 0 ? "" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        var rest = text.substring(schemeEnd + 1);
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        if (!rest.startsWith("/")) {
            return scheme.isEmpty() ? Optional.empty() : Optional.of(new Url(scheme));
        }
        boolean hasAuthority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
        int path = hasAuthority ? rest.indexOf('/', 2) : 0;
        var authority = !hasAuthority ? "" : rest.substring(2, path < 0 ? rest.length() : path);
        return isAuthority(authority) && isEscaped(path < 0 ? "" : rest.substring(path))
                ? Optional.of(new Url(scheme))
                : Optional.empty();
    }

    /// Where the scheme ends, -1 where there is none, 0 where a colon stands first.
    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
            if (!letter && (!later || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isAuthority(String authority) {
        int at = authority.lastIndexOf('@');
        if (at >= 0 && !USER_INFO.matcher(authority.substring(0, at)).matches()) {
            return false;
        }
        var host = authority.substring(at + 1);
        int bracket = host.lastIndexOf(']');
        if (host.startsWith("[") && bracket < 0) {
            return false;
        }
        int colon = host.indexOf(':', Math.max(0, bracket));
        var port = host.startsWith("[")
                ? host.substring(bracket + 1)
                : colon < 0 ? "" : host.substring(host.lastIndexOf(':'));
        return port.matches("(:[0-9]*)?")
                && host.chars().noneMatch(c -> " \"<>\\^`{|}".indexOf(c) >= 0)
                && isEscaped(host)
                && (host.startsWith("[") || host.indexOf('%') < 0 || !host.matches(".*%[0-7].*"));
    }

    private static boolean isEscaped(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length()
                    || Character.digit(text.charAt(i + 1), 16) < 0
                    || Character.digit(text.charAt(i + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
