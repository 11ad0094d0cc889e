package dev.meshwright.schema.cel;

import dev.meshwright.schema.cel.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Splits a CEL expression into tokens.
final class Lexer {
    private static final List<String> SYMBOLS = List.of(
            "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "+", "-", "(", ")", "[", "]", "{", "}", ".",
            ",");

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        var tokens = new ArrayList<Token>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "the end");
        }
        char c = text.charAt(at);
        if (c == '"' || c == '\'' || isRawString(c)) {
            return string();
        }
        if (Character.isDigit(c)) {
            return new Token(Kind.NUMBER, take("0123456789."));
        }
        if (Character.isLetter(c) || c == '_') {
            return new Token(Kind.NAME, take("_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"));
        }
        for (var symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol);
            }
        }
        throw new CelSyntaxException("unexpected character at " + at + " in: " + text);
    }

    private boolean isRawString(char c) {
        return c == 'r' && at + 1 < text.length() && "\"'".indexOf(text.charAt(at + 1)) >= 0;
    }

    private String take(String characters) {
        int start = at;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private Token string() {
        boolean raw = text.charAt(at) == 'r';
        at += raw ? 1 : 0;
        var quote = text.substring(at, at + 1);
        if (text.startsWith(quote.repeat(3), at)) {
            quote = quote.repeat(3);
        }
        at += quote.length();
        var content = new StringBuilder();
        while (!text.startsWith(quote, at)) {
            if (at >= text.length()) {
                throw new CelSyntaxException("string without end in: " + text);
            }
            char c = text.charAt(at++);
            content.append(c == '\\' && !raw ? escaped() : c);
        }
        at += quote.length();
        return new Token(Kind.STRING, content.toString());
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '\'', '"', '`', '?' -> c;
            default -> throw new CelSyntaxException("unknown escape \\" + c + " in: " + text);
        };
    }
}
