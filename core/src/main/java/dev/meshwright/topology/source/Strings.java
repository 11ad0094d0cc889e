package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The strings of each language, for the [Lexer].
final class Strings {
    private static final String COMPUTED = "{}";
    private static final Pattern PYTHON = Pattern.compile("([rRbBuUfFtT]{0,2})(\"\"\"|'''|\"|')");
    private static final Pattern RUST = Pattern.compile("(?:[bc]?r(#{0,16})|[bc]?)\"");
    private static final Pattern CSHARP = Pattern.compile("([$@]{0,3})(\"{3,16}|\")");
    private static final Pattern CHARACTER = Pattern.compile("'(?:\\\\[^\\n]{1,10}?|[^'\\\\\\n])'");
    private static final Pattern PERCENT = Pattern.compile("%[qQwWiIrsx]?([\\[({<|!/])");
    private static final Pattern RUBY_HERE = Pattern.compile("<<[~-]?([\"'`]?)([A-Z_][A-Z0-9_]*)\\1");
    private static final Pattern PHP_HERE = Pattern.compile("<<<[ \\t]*([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\1");

    private final Lexer lexer;
    private final Deque<String> hereDocuments = new ArrayDeque<>();
    /// Ends of strings that are known not to come any more.
    private final Set<String> missing = new HashSet<>();

    /// How code is put into a string.
    private enum Interpolation {
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

    /// @param isVerbatim whether a backslash is a backslash, and a doubled quote the quote itself
    private record Form(String close, boolean isVerbatim, boolean isMultiline, Interpolation interpolation) {}

    Strings(Lexer lexer) {
        this.lexer = lexer;
    }

    /// Reads the string that begins here; false if none does.
    boolean read() {
        char c = lexer.text.charAt(lexer.at);
        return switch (lexer.language) {
            case JAVA -> c == '"' ? triple(Interpolation.NONE, false) : character(c);
            case KOTLIN -> c == '"' ? triple(Interpolation.DOLLAR, true) : character(c);
            case GO ->
                c == '"'
                        ? open(1, plain("\""))
                        : c == '`' ? open(1, new Form("`", true, true, Interpolation.NONE)) : character(c);
            case JAVASCRIPT ->
                c == '`'
                        ? open(1, new Form("`", false, true, Interpolation.DOLLAR_BRACE))
                        : (c == '"' || c == '\'') && open(1, plain(String.valueOf(c)));
            case CSHARP -> c == '"' || c == '$' || c == '@' ? csharp() : character(c);
            case RUST -> c == '"' || c == 'r' || c == 'b' || c == 'c' ? rust() || character(c) : character(c);
            case PYTHON -> python(c);
            case RUBY -> ruby(c);
            case PHP -> php(c);
        };
    }

    private static Form plain(String close) {
        return new Form(close, false, false, Interpolation.NONE);
    }

    private boolean triple(Interpolation interpolation, boolean isVerbatim) {
        return lexer.text.startsWith("\"\"\"", lexer.at)
                ? open(3, new Form("\"\"\"", isVerbatim, true, interpolation))
                : open(1, new Form("\"", false, false, interpolation));
    }

    /// A character is no string; an apostrophe alone (a lifetime, a label) is nothing.
    private boolean character(char c) {
        if (c != '\'') {
            return false;
        }
        var match = at(CHARACTER);
        lexer.at = match.lookingAt() ? match.end() : lexer.at + 1;
        return true;
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(lexer.text).region(lexer.at, lexer.text.length());
    }

    private boolean csharp() {
        var match = at(CSHARP);
        if (!match.lookingAt()) {
            return false;
        }
        String marks = match.group(1);
        String quotes = match.group(2);
        var interpolation = marks.indexOf('$') >= 0 && !marks.contains("$$") ? Interpolation.BRACE : Interpolation.NONE;
        boolean isRaw = quotes.length() >= 3;
        boolean isVerbatim = isRaw || marks.indexOf('@') >= 0;
        return open(match.end() - lexer.at, new Form(quotes, isVerbatim, isVerbatim, interpolation));
    }

    private boolean rust() {
        var match = at(RUST);
        if (!match.lookingAt()) {
            return false;
        }
        boolean isRaw = match.group(1) != null;
        String close = isRaw ? "\"" + match.group(1) : "\"";
        return open(match.end() - lexer.at, new Form(close, isRaw, true, Interpolation.NONE));
    }

    private boolean python(char c) {
        if (c != '"' && c != '\'' && "rRbBuUfFtT".indexOf(c) < 0) {
            return false;
        }
        var match = at(PYTHON);
        if (!match.lookingAt()) {
            return false;
        }
        String prefix = match.group(1);
        boolean isFormatted = prefix.indexOf('f') >= 0 || prefix.indexOf('F') >= 0;
        boolean isRaw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
        String close = match.group(2);
        return open(
                match.end() - lexer.at,
                new Form(close, isRaw, close.length() == 3, isFormatted ? Interpolation.BRACE : Interpolation.NONE));
    }

    private boolean ruby(char c) {
        if (c == '"' || c == '`') {
            return open(1, new Form(String.valueOf(c), false, true, Interpolation.HASH_BRACE));
        }
        if (c == '\'') {
            return open(1, new Form("'", false, true, Interpolation.NONE));
        }
        if (c == '%' && lexer.isOperandExpected()) {
            return percent();
        }
        return c == '<' && hereDocument(RUBY_HERE);
    }

    private boolean percent() {
        var match = at(PERCENT);
        if (!match.lookingAt()) {
            return false;
        }
        String close = switch (match.group(1)) {
            case "[" -> "]";
            case "(" -> ")";
            case "{" -> "}";
            case "<" -> ">";
            default -> match.group(1);
        };
        return open(match.end() - lexer.at, new Form(close, false, true, Interpolation.HASH_BRACE));
    }

    private boolean php(char c) {
        if (c == '"') {
            return open(1, new Form("\"", false, true, Interpolation.PHP));
        }
        if (c == '\'' || c == '`') {
            return open(1, new Form(String.valueOf(c), false, true, Interpolation.NONE));
        }
        return c == '<' && hereDocument(PHP_HERE);
    }

    private boolean hereDocument(Pattern pattern) {
        var match = at(pattern);
        if (!match.lookingAt() || lexer.text.indexOf(match.group(2), match.end()) < 0) {
            return false;
        }
        hereDocuments.add(match.group(2));
        lexer.at = match.end();
        return true;
    }

    /// At the start of a line: reads the texts that were announced on the line before.
    void pendingHereDocuments() {
        while (!hereDocuments.isEmpty()) {
            String end = hereDocuments.remove();
            int start = lexer.at;
            int line = lexer.line;
            while (lexer.at < lexer.text.length() && !isHereEnd(end)) {
                lexer.skipLine();
                lexer.skipTo(Math.min(lexer.at + 1, lexer.text.length()));
            }
            lexer.tokens.add(new Token(Kind.STRING, lexer.text.substring(start, lexer.at), line));
            lexer.skipTo(Math.min(indented() + end.length(), lexer.text.length()));
        }
    }

    private boolean isHereEnd(String end) {
        int start = indented();
        int behind = start + end.length();
        return lexer.text.startsWith(end, start)
                && (behind >= lexer.text.length() || !lexer.isWordPart(lexer.text.charAt(behind)));
    }

    private int indented() {
        int start = lexer.at;
        while (start < lexer.text.length() && (lexer.text.charAt(start) == ' ' || lexer.text.charAt(start) == '\t')) {
            start++;
        }
        return start;
    }

    /// Reads a string of this form, whose opening mark has this length. One that does not end is left out.
    private boolean open(int length, Form form) {
        if (form.isMultiline() && missing.contains(form.close())) {
            lexer.at += length;
            return true;
        }
        int start = lexer.at;
        int line = lexer.line;
        int index = lexer.tokens.size();
        lexer.tokens.add(new Token(Kind.STRING, "", line));
        lexer.at += length;
        var content = new StringBuilder();
        if (content(form, content)) {
            lexer.tokens.set(index, new Token(Kind.STRING, content.toString(), line));
            return true;
        }
        lexer.tokens.subList(index, lexer.tokens.size()).clear();
        if (form.isMultiline()) {
            missing.add(form.close());
            lexer.at = start + length;
            lexer.line = line;
        }
        return true;
    }

    private boolean content(Form form, StringBuilder content) {
        while (lexer.at < lexer.text.length()) {
            char c = lexer.text.charAt(lexer.at);
            if (lexer.text.startsWith(form.close(), lexer.at)) {
                if (isDoubled(form)) {
                    content.append(c);
                    lexer.at += 2;
                    continue;
                }
                lexer.at += form.close().length();
                moreQuotes(form);
                return true;
            }
            if (c == '\n' && !form.isMultiline()) {
                return false;
            }
            if (c == '\\' && hasEscapes(form) && lexer.at + 1 < lexer.text.length()) {
                escape(form, content);
            } else if (!interpolation(form, content)) {
                content.append(c);
                lexer.skipTo(lexer.at + 1);
            }
        }
        return false;
    }

    /// In Python a backslash keeps a raw string from ending, and stays.
    private boolean hasEscapes(Form form) {
        return !form.isVerbatim() || lexer.language == Language.PYTHON;
    }

    /// C#: `""` in a verbatim string.
    private boolean isDoubled(Form form) {
        return lexer.language == Language.CSHARP
                && form.isVerbatim()
                && form.close().length() == 1
                && lexer.text.startsWith("\"\"", lexer.at);
    }

    /// Quotes right before the three that end a string belong to it.
    private void moreQuotes(Form form) {
        while (form.close().length() == 3
                && lexer.at < lexer.text.length()
                && lexer.text.charAt(lexer.at) == form.close().charAt(0)) {
            lexer.at++;
        }
    }

    private void escape(Form form, StringBuilder content) {
        char escaped = lexer.text.charAt(lexer.at + 1);
        if (form.isVerbatim()) {
            content.append('\\').append(escaped);
            lexer.skipTo(lexer.at + 2);
            return;
        }
        content.append(
                switch (escaped) {
                    case 'n', 'r', 't', '0' -> ' ';
                    default -> escaped;
                });
        lexer.skipTo(lexer.at + 2);
    }

    /// Reads code within the string, for which `{}` stands; false if none begins here.
    private boolean interpolation(Form form, StringBuilder content) {
        char c = lexer.text.charAt(lexer.at);
        char next = lexer.at + 1 < lexer.text.length() ? lexer.text.charAt(lexer.at + 1) : '\n';
        return switch (form.interpolation()) {
            case NONE -> false;
            case DOLLAR_BRACE -> c == '$' && next == '{' && computed(2, form, content);
            case HASH_BRACE -> c == '#' && next == '{' && computed(2, form, content);
            case DOLLAR ->
                c == '$' && (next == '{' ? computed(2, form, content) : Character.isLetter(next) && name(content));
            case PHP ->
                c == '$'
                        ? next == '{' ? computed(2, form, content) : Character.isLetter(next) && name(content)
                        : c == '{' && next == '$' && computed(1, form, content);
            case BRACE -> {
                if (c == '{' && next == '{' || c == '}' && next == '}') {
                    content.append(c);
                    lexer.at += 2;
                    yield true;
                }
                yield c == '{' && computed(1, form, content);
            }
        };
    }

    private boolean computed(int length, Form form, StringBuilder content) {
        content.append(COMPUTED);
        lexer.at += length;
        lexer.interpolation(form.isMultiline());
        return true;
    }

    private boolean name(StringBuilder content) {
        content.append(COMPUTED);
        lexer.at++;
        while (lexer.at < lexer.text.length() && lexer.isWordPart(lexer.text.charAt(lexer.at))) {
            lexer.at++;
        }
        return true;
    }
}
