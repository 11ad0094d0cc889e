package dev.meshwright.access;

/// The string patterns of authorization policies.
final class Wildcard {
    private Wildcard() {}

    /// Exact, `prefix*`, `*suffix` or `*` (anything but the empty text); a star elsewhere is a star.
    static boolean matches(String pattern, String text) {
        if (pattern.equals("*")) {
            return !text.isEmpty();
        }
        if (pattern.startsWith("*")) {
            return text.endsWith(pattern.substring(1));
        }
        if (pattern.endsWith("*")) {
            return text.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.equals(text);
    }

    /// Every star stands for any text.
    static boolean matchesAnywhere(String pattern, String text) {
        return glob(pattern, "*", "\0", text);
    }

    /// A path without its query against a pattern; `{*}` is one segment, `{**}` is any rest.
    static boolean matchesPath(String pattern, String path) {
        int query = path.indexOf('?');
        var bare = query < 0 ? path : path.substring(0, query);
        boolean isTemplate = pattern.contains("{*}") || pattern.contains("{**}");
        return isTemplate ? glob(pattern, "{**}", "{*}", bare) : matches(pattern, bare);
    }

    /// Keeps the set of positions in the text that the pattern so far can end at: linear in both, whatever the
    /// pattern.
    private static boolean glob(String pattern, String any, String segment, String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int i = 0; i < pattern.length(); ) {
            var next = new boolean[reached.length];
            if (pattern.startsWith(any, i)) {
                boolean on = false;
                for (int at = 0; at < next.length; at++) {
                    on |= reached[at];
                    next[at] = on;
                }
                i += any.length();
            } else if (pattern.startsWith(segment, i)) {
                for (int at = 1; at < next.length; at++) {
                    next[at] = text.charAt(at - 1) != '/' && (reached[at - 1] || next[at - 1]);
                }
                i += segment.length();
            } else {
                for (int at = 1; at < next.length; at++) {
                    next[at] = reached[at - 1] && text.charAt(at - 1) == pattern.charAt(i);
                }
                i++;
            }
            reached = next;
        }
        return reached[text.length()];
    }
}
