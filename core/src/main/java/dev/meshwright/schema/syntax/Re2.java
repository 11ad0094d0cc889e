package dev.meshwright.schema.syntax;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Patterns as the API server means them (Go's RE2), run by the JDK's engine.
public final class Re2 {
    /// Longer texts are not matched: the JDK's engine may need exponential time or a deep stack for them.
    private static final int LONGEST_TEXT = 4096;

    /// Any other brace stands for itself.
    private static final Pattern REPETITION = Pattern.compile("\\{\\d+(?:,\\d*)?}");

    /// The name of a group; the JDK's may not have an underscore, and nobody asks for them.
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P<\\w+>");

    /// The start of a class of characters by script, which the JDK marks with `Is`.
    private static final Pattern SCRIPT = Pattern.compile("(\\\\[pP]\\{)(?=[A-Z][a-z_]{2,}})");

    private Re2() {}

    /// Compiles a pattern. `$` means the very end in RE2, whereas the JDK's also matches before a last line break.
    public static Pattern compile(String pattern) {
        var translated = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            var script = SCRIPT.matcher(pattern).region(i, pattern.length());
            var name = NAMED_GROUP.matcher(pattern).region(i, pattern.length());
            if (script.lookingAt()) {
                translated.append(script.group(1)).append("Is");
                i = script.end() - 1;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                translated.append(c).append(pattern.charAt(++i));
            } else if (!inClass && name.lookingAt()) {
                translated.append('(');
                i = name.end() - 1;
            } else if (c == '{'
                    && !inClass
                    && !REPETITION.matcher(pattern).region(i, pattern.length()).lookingAt()) {
                translated.append("\\{");
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

    /// Why RE2 would refuse a pattern; empty if it takes it.
    public static Optional<String> fault(String pattern) {
        var foreign = new Re2Scan(pattern).foreign();
        if (foreign.isPresent()) {
            return foreign;
        }
        try {
            compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription().toLowerCase(Locale.ROOT));
        }
    }

    /// Whether the pattern occurs in the text (unanchored, as the API server matches).
    public static boolean matches(Pattern pattern, CharSequence text) {
        return text.length() > LONGEST_TEXT || pattern.matcher(text).find();
    }
}
