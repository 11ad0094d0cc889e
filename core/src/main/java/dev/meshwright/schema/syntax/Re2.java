package dev.meshwright.schema.syntax;

import java.util.regex.Pattern;

/// Patterns as the API server means them (Go's RE2), run by the JDK's engine.
public final class Re2 {
    /// Longer texts are not matched: the JDK's engine may need exponential time or a deep stack for them.
    private static final int LONGEST_TEXT = 4096;

    private Re2() {}

    /// Compiles a pattern. `$` means the very end in RE2, whereas the JDK's also matches before a last line break.
    public static Pattern compile(String pattern) {
        var translated = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                translated.append(c).append(pattern.charAt(++i));
            } else if (c == '$' && !inClass) {
                translated.append("\\z");
            } else if (c == '[' && inClass) {
                translated.append("\\[");
            } else if (c == '&' && inClass) {
                translated.append("\\&");
            } else {
                inClass = c == '[' || (inClass && c != ']');
                translated.append(c);
            }
        }
        return Pattern.compile(translated.toString());
    }

    /// Whether the pattern occurs in the text (unanchored, as the API server matches).
    public static boolean matches(Pattern pattern, CharSequence text) {
        return text.length() > LONGEST_TEXT || pattern.matcher(text).find();
    }
}
