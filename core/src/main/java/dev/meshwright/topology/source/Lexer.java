package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes source code apart into words, strings and symbols, without comments.
///
/// Broken code is read as far as it makes sense: a string that does not end is left out, and reading goes on behind
/// the line on which it began. Time is linear in the length of the text.
final class Lexer {
    private static final int DEEPEST = 24;
    private static final int LONGEST_REGEX = 1_000;
    private static final Set<String> SYMBOLS = Set.of(
            "===", "!==", "==", "!=", "=~", "!~", "||", "??", "?:", "?.", "=>", "->", ":=", "::", "+=", "&&", "<=",
            ">=", "|>");
    /// What the second character of a longer symbol may be.
    private static final String SYMBOL_ENDS = "=~|?:.>&";
    /// Behind these an expression begins, and so may a regular expression.
    private static final Set<String> OPENING_WORDS = Set.of(
            "return", "typeof", "case", "in", "of", "when", "if", "unless", "and", "or", "not", "elsif", "else", "then",
            "do", "yield", "await", "void", "delete");

    final String text;
    final Language language;
    final List<Token> tokens = new ArrayList<>();
    int at;
    int line = 1;
    private int depth;
    private final Strings strings;
    private final HereDocuments hereDocuments;

    private Lexer(String text, Language language) {
        this.text = text;
        this.language = language;
        this.strings = new Strings(this);
        this.hereDocuments = new HereDocuments(this);
    }

    static Tokens tokens(String text, Language language) {
        var lexer = new Lexer(text, language);
        if (language == Language.PHP) {
            lexer.skipMarkup();
        }
        lexer.code(Until.END);
        return new Tokens(lexer.tokens);
    }

    /// Where code ends.
    private enum Until {
        END,
        /// Behind the brace that closes an interpolation.
        BRACE,
        /// The same, but before the end of the line.
        BRACE_IN_LINE
    }

    private void code(Until until) {
        int braces = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                if (until == Until.BRACE_IN_LINE) {
                    return;
                }
                newLine();
            } else if (c <= ' ') {
                at++;
            } else if (!comment() && !strings.read() && !hereDocuments.announce() && !regex() && !markup()) {
                if (until != Until.END && c == '}' && braces-- == 0) {
                    at++;
                    return;
                }
                if (c == '{') {
                    braces++;
                }
                wordOrSymbol(c);
            }
        }
    }

    /// Interpolated code; the depth is bounded, so that hostile nesting does not exhaust the stack.
    void interpolation(boolean mayTakeLines) {
        if (depth >= DEEPEST) {
            return;
        }
        depth++;
        add(Kind.SYMBOL, "(");
        code(mayTakeLines ? Until.BRACE : Until.BRACE_IN_LINE);
        add(Kind.SYMBOL, ")");
        depth--;
    }

    private void newLine() {
        line++;
        at++;
        hereDocuments.read();
        if (language == Language.RUBY && text.startsWith("=begin", at)) {
            int end = text.indexOf("\n=end", at);
            skipTo(end < 0 ? text.length() : end + 1);
            skipLine();
        }
    }

    /// What is no code: text around PHP, and what follows the end of a Ruby program.
    private boolean markup() {
        if (language == Language.RUBY && text.startsWith("__END__", at) && isLineStart()) {
            at = text.length();
            return true;
        }
        if (language == Language.PHP && text.startsWith("?>", at)) {
            at += 2;
            add(Kind.SYMBOL, ";");
            skipMarkup();
            return true;
        }
        return false;
    }

    private boolean isLineStart() {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private void skipMarkup() {
        int open = text.indexOf("<?", at);
        skipTo(open < 0 ? text.length() : open + (text.startsWith("<?php", open) ? 5 : 2));
    }

    private boolean comment() {
        for (var open : language.lineComments()) {
            if (text.startsWith(open, at) && !text.startsWith("#[", at)) {
                skipComment();
                return true;
            }
        }
        if (language.blocks() != Language.Blocks.NONE && text.startsWith("/*", at)) {
            skipBlock();
            return true;
        }
        return false;
    }

    /// To the end of the line; in PHP the end of the code ends the comment too.
    private void skipComment() {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        if (language == Language.PHP) {
            int close = text.indexOf("?>", at);
            end = close >= 0 && close < end ? close : end;
        }
        at = end;
    }

    private void skipBlock() {
        int open = 1;
        int next = at + 2;
        while (next < text.length() && open > 0) {
            if (text.startsWith("*/", next)) {
                open--;
                next += 2;
            } else if (language.blocks() == Language.Blocks.NESTED && text.startsWith("/*", next)) {
                open++;
                next += 2;
            } else {
                next++;
            }
        }
        skipTo(next);
    }

    private boolean regex() {
        if (text.charAt(at) != '/' || !language.hasRegexLiterals() || !isValueExpected()) {
            return false;
        }
        boolean inClass = false;
        for (int i = at + 1; i < Math.min(text.length(), at + LONGEST_REGEX); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return false;
            } else if (c == '\\') {
                i++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '/' && !inClass) {
                at = i + 1;
                add(Kind.SYMBOL, "/");
                return true;
            }
        }
        return false;
    }

    /// Whether what comes is a value rather than an operator.
    boolean isValueExpected() {
        if (tokens.isEmpty()) {
            return true;
        }
        var last = tokens.getLast();
        return switch (last.kind()) {
            case STRING -> false;
            case WORD -> OPENING_WORDS.contains(last.text());
            case SYMBOL -> !last.is(")") && !last.is("]") && !last.is("}");
        };
    }

    private void wordOrSymbol(char c) {
        int start = at;
        if (language.isWordStart(c) || Character.isDigit(c)) {
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            add(Kind.WORD, text.substring(start, at));
            return;
        }
        boolean mayBeLong = at + 1 < text.length() && SYMBOL_ENDS.indexOf(text.charAt(at + 1)) >= 0;
        for (int length = 3; mayBeLong && length > 1; length--) {
            if (start + length <= text.length() && SYMBOLS.contains(text.substring(start, start + length))) {
                at += length;
                add(Kind.SYMBOL, text.substring(start, at));
                return;
            }
        }
        at++;
        add(Kind.SYMBOL, String.valueOf(c));
    }

    boolean isWordPart(char c) {
        return language.isWordStart(c) || Character.isDigit(c);
    }

    void add(Kind kind, String content) {
        tokens.add(new Token(kind, content, line));
    }

    void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    /// Moves on and counts the lines passed.
    void skipTo(int position) {
        for (; at < position; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }
}
