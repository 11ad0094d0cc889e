package dev.meshwright.manifest;

import dev.meshwright.manifest.Node.Scalar;

/// Reads literal text: what stands indented below `|` or `|-`.
final class LiteralReader {
    private final TextCursor cursor;
    private final StringBuilder text = new StringBuilder();
    private int contentIndent = -1;
    private int breaks;

    private LiteralReader(TextCursor cursor) {
        this.cursor = cursor;
    }

    /// The text whose `|` is here; moves to the next line with content.
    ///
    /// @param indent of the block that the text is in
    static Scalar read(TextCursor cursor, Source where, int indent) throws NotBlockStyle {
        cursor.move(1);
        boolean strip = cursor.here() == '-';
        cursor.move(strip ? 1 : 0);
        if (cursor.here() != '\n') {
            throw new NotBlockStyle();
        }
        cursor.nextLine();
        var reader = new LiteralReader(cursor);
        reader.lines(indent);
        if (cursor.isLineDone() && !cursor.isAtEnd()) {
            cursor.nextContent();
        }
        return Scalars.scalar(where, reader.text + (strip ? "" : "\n"), Scalar.Type.STRING);
    }

    private void lines(int indent) throws NotBlockStyle {
        int longestBlank = 0;
        while (!cursor.isAtEnd()) {
            skipIndent();
            if (cursor.here() == '\n') {
                longestBlank = Math.max(longestBlank, cursor.column());
                breaks++;
                cursor.nextLine();
                continue;
            }
            if (contentIndent < 0) {
                contentIndent = cursor.column();
                if (contentIndent <= indent || longestBlank > contentIndent || cursor.here() == '\t') {
                    throw new NotBlockStyle();
                }
            }
            if (cursor.column() < contentIndent) {
                return;
            }
            line();
        }
        if (contentIndent < 0) {
            throw new NotBlockStyle();
        }
    }

    private void skipIndent() {
        while (cursor.here() == ' ' && (contentIndent < 0 || cursor.column() < contentIndent)) {
            cursor.move(1);
        }
    }

    private void line() throws NotBlockStyle {
        text.repeat('\n', breaks);
        int start = cursor.at();
        while (cursor.here() != '\n') {
            if (cursor.here() != '\t') {
                TextCursor.check(cursor.here());
            }
            cursor.move(1);
        }
        text.append(cursor.since(start));
        breaks = 1;
        cursor.nextLine();
    }
}
