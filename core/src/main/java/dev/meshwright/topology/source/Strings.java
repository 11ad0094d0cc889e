package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Token.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads strings and characters for the [Lexer].
final class Strings {
    private static final String COMPUTED = "{}";
    private static final Pattern CHARACTER = Pattern.compile("'(?:\\\\[^\\n]{1,10}?|[^'\\\\\\n])'");

    private final Lexer lexer;
    /// Ends of strings that are known not to come any more, so that nobody looks for them again and again.
    private final Set<String> missing = new HashSet<>();

    Strings(Lexer lexer) {
        this.lexer = lexer;
    }

    /// Reads the string that begins here; false if none does.
    boolean read() {
        var form = StringForm.at(lexer.text, lexer.at, lexer.language, lexer.isValueExpected());
        form.ifPresent(this::read);
        return form.isPresent() || (lexer.language.hasCharacters() && character());
    }

    /// A character is no string; an apostrophe alone (a lifetime, a label) is nothing.
    private boolean character() {
        if (lexer.text.charAt(lexer.at) != '\'') {
            return false;
        }
        var match = CHARACTER.matcher(lexer.text).region(lexer.at, lexer.text.length());
        lexer.at = match.lookingAt() ? match.end() : lexer.at + 1;
        return true;
    }

    /// A string that does not end is left out.
    private void read(StringForm form) {
        int start = lexer.at;
        int line = lexer.line;
        int index = lexer.tokens.size();
        lexer.at += form.opening();
        if (form.isMultiline() && missing.contains(form.close())) {
            return;
        }
        lexer.tokens.add(new Token(Kind.STRING, "", line));
        var content = new StringBuilder();
        if (content(form, content)) {
            lexer.tokens.set(index, new Token(Kind.STRING, content.toString(), line));
            return;
        }
        lexer.tokens.subList(index, lexer.tokens.size()).clear();
        if (form.isMultiline()) {
            missing.add(form.close());
            lexer.at = start + form.opening();
            lexer.line = line;
        }
    }

    private boolean content(StringForm form, StringBuilder content) {
        while (lexer.at < lexer.text.length()) {
            char c = lexer.text.charAt(lexer.at);
            if (lexer.text.startsWith(form.close(), lexer.at)) {
                if (!isDoubled(form)) {
                    lexer.at += form.close().length();
                    moreQuotes(form);
                    return true;
                }
                content.append(c);
                lexer.at += 2;
            } else if (c == '\n' && !form.isMultiline()) {
                return false;
            } else if (c == '\\' && hasEscapes(form) && lexer.at + 1 < lexer.text.length()) {
                escape(form, content);
            } else if (!interpolation(form, content)) {
                content.append(c);
                lexer.skipTo(lexer.at + 1);
            }
        }
        return false;
    }

    /// C#: `""` in a verbatim string.
    private boolean isDoubled(StringForm form) {
        return lexer.language == Language.CSHARP
                && form.isVerbatim()
                && form.close().length() == 1
                && lexer.text.startsWith("\"\"", lexer.at);
    }

    /// Quotes right before the three that end a string belong to it.
    private void moreQuotes(StringForm form) {
        while (form.close().length() == 3
                && lexer.at < lexer.text.length()
                && lexer.text.charAt(lexer.at) == form.close().charAt(0)) {
            lexer.at++;
        }
    }

    /// In Python a backslash keeps a raw string from ending, and stays.
    private boolean hasEscapes(StringForm form) {
        return !form.isVerbatim() || lexer.language == Language.PYTHON;
    }

    private void escape(StringForm form, StringBuilder content) {
        char escaped = lexer.text.charAt(lexer.at + 1);
        if (form.isVerbatim()) {
            content.append('\\').append(escaped);
        } else {
            content.append("nrt0".indexOf(escaped) >= 0 ? ' ' : escaped);
        }
        lexer.skipTo(lexer.at + 2);
    }

    /// Reads code within the string, for which `{}` stands; false if none begins here.
    private boolean interpolation(StringForm form, StringBuilder content) {
        char c = lexer.text.charAt(lexer.at);
        char next = lexer.at + 1 < lexer.text.length() ? lexer.text.charAt(lexer.at + 1) : '\n';
        boolean isBraced = switch (form.interpolation()) {
            case NONE, BRACE -> false;
            case DOLLAR_BRACE, DOLLAR, PHP -> c == '$' && next == '{';
            case HASH_BRACE -> c == '#' && next == '{';
        };
        if (isBraced) {
            return computed(2, form, content);
        }
        return switch (form.interpolation()) {
            case NONE, DOLLAR_BRACE, HASH_BRACE -> false;
            case DOLLAR -> c == '$' && Character.isLetter(next) && name(content);
            case PHP ->
                (c == '$' && Character.isLetter(next) && name(content))
                        || (c == '{' && next == '$' && computed(1, form, content));
            case BRACE -> brace(form, c, next, content);
        };
    }

    private boolean brace(StringForm form, char c, char next, StringBuilder content) {
        if ((c == '{' || c == '}') && next == c) {
            content.append(c);
            lexer.at += 2;
            return true;
        }
        return c == '{' && computed(1, form, content);
    }

    private boolean computed(int length, StringForm form, StringBuilder content) {
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
