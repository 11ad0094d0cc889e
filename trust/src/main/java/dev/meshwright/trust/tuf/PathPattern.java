package dev.meshwright.trust.tuf;

/// A path with shell wildcards `*`, `?`, `[abc]`, `[a-z]`, `[!abc]`, none of which matches a `/`.
record PathPattern(String text) {
    boolean matches(String path) {
        var patterns = text.split("/", -1);
        var segments = path.split("/", -1);
        if (patterns.length != segments.length) {
            return false;
        }
        for (int i = 0; i < patterns.length; i++) {
            if (!matches(patterns[i], segments[i])) {
                return false;
            }
        }
        return true;
    }

    /// Goes back to the last star only, so that no pattern takes more than the product of both lengths.
    private static boolean matches(String pattern, String segment) {
        int p = 0;
        int star = -1;
        int afterStar = 0;
        for (int s = 0; s < segment.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = s;
            } else if (p < pattern.length() && matchesOne(pattern, p, segment.charAt(s))) {
                p = next(pattern, p);
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean matchesOne(String pattern, int p, char c) {
        int end = endOfSet(pattern, p);
        if (end < 0) {
            return pattern.charAt(p) == '?' || pattern.charAt(p) == c;
        }
        boolean negated = pattern.charAt(p + 1) == '!';
        for (int i = negated ? p + 2 : p + 1; i < end; i++) {
            boolean range = i + 2 < end && pattern.charAt(i + 1) == '-';
            char last = pattern.charAt(range ? i + 2 : i);
            if (pattern.charAt(i) <= c && c <= last) {
                return !negated;
            }
            i = range ? i + 2 : i;
        }
        return negated;
    }

    private static int next(String pattern, int p) {
        return Math.max(p, endOfSet(pattern, p)) + 1;
    }

    /// Where the set that starts here ends; a `]` right at its start is of the set, a `[` without end is itself.
    private static int endOfSet(String pattern, int p) {
        if (pattern.charAt(p) != '[') {
            return -1;
        }
        int first = pattern.startsWith("!", p + 1) ? p + 2 : p + 1;
        return pattern.indexOf(']', first + 1);
    }
}
