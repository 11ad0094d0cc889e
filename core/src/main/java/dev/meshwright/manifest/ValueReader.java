package dev.meshwright.manifest;

import dev.meshwright.manifest.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads keys, and the values that stand beside them: plain and quoted scalars, and short lists and mappings in
/// brackets.
final class ValueReader {
    /// Longer ones may not be keys to YAML.
    private static final int LONGEST_KEY = 500;

    private final TextCursor cursor;
    private final Texts texts;
    private final Supplier<Source> where;
    private final List<Problem> problems;

    ValueReader(TextCursor cursor, Texts texts, Supplier<Source> where, List<Problem> problems) {
        this.cursor = cursor;
        this.texts = texts;
        this.where = where;
        this.problems = problems;
    }

    /// Whether a key with its `:` stands here.
    boolean isKey() {
        return keyEnd() > 0;
    }

    /// The key that stands here; moves behind its `:`.
    String key() throws NotBlockStyle {
        int end = keyEnd();
        if (end == 0) {
            throw new NotBlockStyle();
        }
        boolean quoted = isQuote(cursor.here());
        int start = cursor.at();
        cursor.move(end);
        var text = cursor.since(start);
        cursor.move(1);
        return texts.same(quoted ? text.substring(1, text.length() - 1) : plainKey(text));
    }

    private String plainKey(String text) throws NotBlockStyle {
        var type = Scalars.plain(text);
        return switch (type) {
            case STRING -> text;
            case NULL -> throw new NotBlockStyle();
            default -> Scalars.key(Scalars.scalar(where.get(), text, type));
        };
    }

    /// The value that starts here; moves behind it.
    Node value(int depth) throws NotBlockStyle {
        return switch (cursor.here()) {
            case '"', '\'' -> quoted();
            case '[' -> list(depth);
            case '{' -> mapping(depth);
            default -> plain();
        };
    }

    private Node plain() throws NotBlockStyle {
        var place = where.get();
        char first = cursor.here();
        if ("?:,[]{}#&*!|>%@`".indexOf(first) >= 0 || (first == '-' && cursor.ahead(1) <= ' ')) {
            throw new NotBlockStyle();
        }
        int start = cursor.at();
        while (!cursor.isLineDone()) {
            TextCursor.check(cursor.here());
            if (cursor.here() == ':' && cursor.ahead(1) <= ' ') {
                throw new NotBlockStyle();
            }
            cursor.move(1);
        }
        return plain(place, cursor.since(start).stripTrailing());
    }

    private Node plain(Source place, String text) {
        var same = texts.same(text);
        return Scalars.scalar(place, same, Scalars.plain(same));
    }

    private Node quoted() throws NotBlockStyle {
        var place = where.get();
        char quote = cursor.here();
        cursor.move(1);
        int start = cursor.at();
        while (cursor.here() != quote) {
            TextCursor.check(cursor.here());
            if (cursor.here() == '\\' && quote == '"') {
                throw new NotBlockStyle();
            }
            cursor.move(1);
        }
        var text = texts.same(cursor.since(start));
        cursor.move(1);
        if (cursor.here() == quote) {
            throw new NotBlockStyle(); // a quote within single quotes
        }
        return Scalars.scalar(place, text, Scalar.Type.STRING);
    }

    private Node list(int depth) throws NotBlockStyle {
        var place = where.get();
        var items = new ArrayList<Node>();
        for (boolean more = open(']'); more; more = more(']')) {
            items.add(inBrackets(depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private Node mapping(int depth) throws NotBlockStyle {
        var place = where.get();
        var mapping = new MappingBuilder(problems);
        for (boolean more = open('}'); more; more = more('}')) {
            var keyPlace = where.get();
            var key = key();
            cursor.skipBlanks();
            mapping.put(new Node.Entry(keyPlace, key, inBrackets(depth + 1)));
        }
        return mapping.build(place);
    }

    private Node inBrackets(int depth) throws NotBlockStyle {
        if (depth > TreeBuilder.MAX_DEPTH) {
            throw new NotBlockStyle();
        }
        if (!isWord(cursor.here())) {
            return value(depth);
        }
        var place = where.get();
        int start = cursor.at();
        cursor.move(wordEnd());
        return plain(place, cursor.since(start));
    }

    /// Moves into brackets; whether something is in them.
    private boolean open(char close) {
        cursor.move(1);
        cursor.skipBlanks();
        return !closes(close);
    }

    /// Moves behind a value in brackets; whether another one follows.
    private boolean more(char close) throws NotBlockStyle {
        cursor.skipBlanks();
        if (closes(close)) {
            return false;
        }
        if (cursor.here() != ',') {
            throw new NotBlockStyle();
        }
        cursor.move(1);
        cursor.skipBlanks();
        return true;
    }

    private boolean closes(char close) {
        if (cursor.here() != close) {
            return false;
        }
        cursor.move(1);
        return true;
    }

    /// The distance to the `:` of the key that stands here; 0 if none does.
    private int keyEnd() {
        int end = isQuote(cursor.here()) ? quotedEnd(cursor.here()) : wordEnd();
        return end < LONGEST_KEY && cursor.ahead(end) == ':' && cursor.ahead(end + 1) <= ' ' ? end : 0;
    }

    private int wordEnd() {
        if (cursor.here() == '-' && !isWord(cursor.ahead(1))) {
            return 0;
        }
        int end = 0;
        while (isWord(cursor.ahead(end))) {
            end++;
        }
        return end;
    }

    private int quotedEnd(char quote) {
        int end = 1;
        while (cursor.ahead(end) != quote) {
            if (cursor.ahead(end) < ' ' || cursor.ahead(end) > '~' || cursor.ahead(end) == '\\') {
                return 0;
            }
            end++;
        }
        return end + 1;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    /// What names, paths, numbers and versions are made of, and what is never YAML's own within them.
    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_';
    }
}
