package dev.meshwright.topology.source;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a string of some language is written.
///
/// @param opening the length of what opens it
/// @param close what ends it
/// @param isVerbatim whether a backslash is a backslash
/// @param isMultiline whether it may take several lines
/// @param interpolation how code is put into it
record StringForm(int opening, String close, boolean isVerbatim, boolean isMultiline, Interpolation interpolation) {
    private static final String THREE = "\"\"\"";
    private static final Pattern PYTHON = Pattern.compile("([rRbBuUfFtT]{0,2})(\"\"\"|'''|\"|')");
    private static final Pattern RUST = Pattern.compile("(?:[bc]?r(#{0,16})|[bc]?)\"");
    private static final Pattern CSHARP = Pattern.compile("([$@]{0,3})(\"{3,16}|\")");
    private static final Pattern RUBY_PERCENT = Pattern.compile("%[qQwWiIrsx]?([\\[({<|!/])");

    /// How code is put into a string.
    enum Interpolation {
        NONE,
        /// `${code}`
        DOLLAR_BRACE,
        /// `$name` and `${code}`
        DOLLAR,
        /// `{code}`, with `{{` for the brace itself
        BRACE,
        /// `#{code}`
        HASH_BRACE,
        /// `$name`, `${name}` and `{$code}`
        PHP
    }

    /// The form of the string that begins here; empty if none does.
    ///
    /// @param isValueExpected whether an operator would make no sense here
    static Optional<StringForm> at(String text, int at, Language language, boolean isValueExpected) {
        char c = text.charAt(at);
        return switch (language) {
            case JAVA -> c == '"' ? tripleOrPlain(text, at, Interpolation.NONE, false) : Optional.empty();
            case KOTLIN -> c == '"' ? tripleOrPlain(text, at, Interpolation.DOLLAR, true) : Optional.empty();
            case GO ->
                c == '`' ? form(1, "`", true, true, Interpolation.NONE) : quotes(c, "\"", false, Interpolation.NONE);
            case JAVASCRIPT ->
                c == '`'
                        ? form(1, "`", false, true, Interpolation.DOLLAR_BRACE)
                        : quotes(c, "\"'", false, Interpolation.NONE);
            case CSHARP -> "\"$@".indexOf(c) >= 0 ? csharp(text, at) : Optional.empty();
            case RUST -> "\"rbc".indexOf(c) >= 0 ? rust(text, at) : Optional.empty();
            case PYTHON -> "\"'rRbBuUfFtT".indexOf(c) >= 0 ? python(text, at) : Optional.empty();
            case RUBY ->
                c == '%' && isValueExpected
                        ? percent(text, at)
                        : c == '\''
                                ? quotes(c, "'", true, Interpolation.NONE)
                                : quotes(c, "\"`", true, Interpolation.HASH_BRACE);
            case PHP -> c == '"' ? quotes(c, "\"", true, Interpolation.PHP) : quotes(c, "'`", true, Interpolation.NONE);
        };
    }

    private static Optional<StringForm> form(
            int opening, String close, boolean isVerbatim, boolean isMultiline, Interpolation interpolation) {
        return Optional.of(new StringForm(opening, close, isVerbatim, isMultiline, interpolation));
    }

    /// A string in one of these quotes.
    private static Optional<StringForm> quotes(
            char c, String quotes, boolean isMultiline, Interpolation interpolation) {
        return quotes.indexOf(c) >= 0
                ? form(1, String.valueOf(c), false, isMultiline, interpolation)
                : Optional.empty();
    }

    private static Optional<StringForm> tripleOrPlain(
            String text, int at, Interpolation interpolation, boolean isVerbatim) {
        return text.startsWith(THREE, at)
                ? form(3, THREE, isVerbatim, true, interpolation)
                : form(1, "\"", false, false, interpolation);
    }

    private static Matcher match(Pattern pattern, String text, int at) {
        return pattern.matcher(text).region(at, text.length());
    }

    private static Optional<StringForm> csharp(String text, int at) {
        var match = match(CSHARP, text, at);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        String marks = match.group(1);
        String quotes = match.group(2);
        boolean isInterpolated = marks.indexOf('$') >= 0 && !marks.contains("$$");
        boolean isVerbatim = quotes.length() > 1 || marks.indexOf('@') >= 0;
        return form(
                match.end() - at,
                quotes,
                isVerbatim,
                isVerbatim,
                isInterpolated ? Interpolation.BRACE : Interpolation.NONE);
    }

    private static Optional<StringForm> rust(String text, int at) {
        var match = match(RUST, text, at);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        boolean isRaw = match.group(1) != null;
        return form(match.end() - at, isRaw ? "\"" + match.group(1) : "\"", isRaw, true, Interpolation.NONE);
    }

    private static Optional<StringForm> python(String text, int at) {
        var match = match(PYTHON, text, at);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        String prefix = match.group(1).toLowerCase(Locale.ROOT);
        String close = match.group(2);
        return form(
                match.end() - at,
                close,
                prefix.indexOf('r') >= 0,
                close.length() == 3,
                prefix.indexOf('f') >= 0 ? Interpolation.BRACE : Interpolation.NONE);
    }

    private static Optional<StringForm> percent(String text, int at) {
        var match = match(RUBY_PERCENT, text, at);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        String close = switch (match.group(1)) {
            case "[" -> "]";
            case "(" -> ")";
            case "{" -> "}";
            case "<" -> ">";
            default -> match.group(1);
        };
        return form(match.end() - at, close, false, true, Interpolation.HASH_BRACE);
    }
}
