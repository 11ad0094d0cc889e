package dev.meshwright.topology.source;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The tokens of a file; outside of it there are empty ones.
final class Tokens {
    /// How far back a statement is looked through, in tokens.
    static final int STATEMENT = 18;

    private static final Token NONE = new Token(Token.Kind.SYMBOL, "", 0);
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*");

    /// At the end of a line these say that the statement goes on.
    private static final Set<String> OPEN = Set.of(
            "=", ":=", "+", "+=", "||", "&&", "??", "?:", "?", ":", "::", ",", "(", "[", "{", ".", "=>", "->", "\\",
            "|>", "or", "and", "else", "return", "new", "<", "!");
    /// At the start of a line these say the same.
    private static final Set<String> GOING_ON = Set.of(
            ".", "?.", "=", "+", "||", "&&", "??", "?:", "?", ":", "::", "->", "=>", "|>", "or", "and", "else", "(",
            ")", "]", "}", ",", ";", "{");

    private final List<Token> tokens;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    int count() {
        return tokens.size();
    }

    Token at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NONE;
    }

    boolean is(int i, String symbolOrWord) {
        return at(i).is(symbolOrWord);
    }

    boolean any(Predicate<Token> what) {
        return tokens.stream().anyMatch(what);
    }

    /// The word or symbol; "" for a string.
    String code(int i) {
        return at(i).isString() ? "" : at(i).text();
    }

    /// Whether it can be the name of a value: a word, or a key in quotes.
    boolean isName(int i) {
        return at(i).isWord() || at(i).isString();
    }

    /// Whether a statement ends behind this token: there is a line break, and neither side says that it goes on. Many
    /// languages need no semicolon.
    boolean isLast(int i) {
        return at(i + 1).line() > at(i).line() && !OPEN.contains(code(i)) && !GOING_ON.contains(code(i + 1));
    }

    /// Whether it stands on the second side of `a ? b : c`.
    boolean isInChoice(int i) {
        for (int k = i - 1; k >= Math.max(0, i - STATEMENT); k--) {
            if (is(k, "?")) {
                return true;
            }
            if (is(k, ";") || is(k, "{") || is(k, ",") || isLast(k)) {
                return false;
            }
        }
        return false;
    }

    /// Whether a text is written as the names of environment variables are.
    static boolean isVariable(String text) {
        return text.length() > 2
                && text.length() < 100
                && VARIABLE.matcher(text).matches();
    }
}
