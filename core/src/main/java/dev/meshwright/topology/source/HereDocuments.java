package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/// Texts that are announced on one line and begin on the next: `<<~TEXT` in Ruby, `<<<TEXT` in PHP.
final class HereDocuments {
    private static final Pattern RUBY = Pattern.compile("<<[~-]?([\"'`]?)([A-Z_][A-Z0-9_]*)\\1");
    private static final Pattern PHP = Pattern.compile("<<<[ \\t]*([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\1");

    private final Lexer lexer;
    private final Deque<String> announced = new ArrayDeque<>();

    HereDocuments(Lexer lexer) {
        this.lexer = lexer;
    }

    /// Reads an announcement; false if none stands here.
    boolean announce() {
        boolean mayBe = lexer.language == Language.RUBY || lexer.language == Language.PHP;
        if (!mayBe || !lexer.text.startsWith("<<", lexer.at)) {
            return false;
        }
        var match = (lexer.language == Language.RUBY ? RUBY : PHP)
                .matcher(lexer.text)
                .region(lexer.at, lexer.text.length());
        if (!match.lookingAt() || lexer.text.indexOf(match.group(2), match.end()) < 0) {
            return false;
        }
        announced.add(match.group(2));
        lexer.at = match.end();
        return true;
    }

    /// At the start of a line: reads what was announced on the line before.
    void read() {
        while (!announced.isEmpty()) {
            String end = announced.remove();
            int start = lexer.at;
            int line = lexer.line;
            while (lexer.at < lexer.text.length() && !isEnd(end)) {
                lexer.skipLine();
                lexer.skipTo(Math.min(lexer.at + 1, lexer.text.length()));
            }
            lexer.tokens.add(new Token(Kind.STRING, lexer.text.substring(start, lexer.at), line));
            lexer.skipTo(Math.min(indented() + end.length(), lexer.text.length()));
        }
    }

    private boolean isEnd(String end) {
        int start = indented();
        int behind = start + end.length();
        return lexer.text.startsWith(end, start)
                && (behind >= lexer.text.length() || !lexer.isWordPart(lexer.text.charAt(behind)));
    }

    private int indented() {
        int start = lexer.at;
        while (start < lexer.text.length() && " \t".indexOf(lexer.text.charAt(start)) >= 0) {
            start++;
        }
        return start;
    }
}
