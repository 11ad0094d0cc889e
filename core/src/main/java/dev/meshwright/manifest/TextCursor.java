package dev.meshwright.manifest;

/// A place in the text of a document that moves forward, with its line and column. It knows only the characters that
/// the plain block style is made of; at any other it gives up, see [NotBlockStyle].
final class TextCursor {
    private final String text;
    private int at;
    private int lineStart;
    private int line;

    TextCursor(String text) {
        this.text = text;
    }

    /// The position in the text.
    int at() {
        return at;
    }

    /// Lines count from 0.
    int line() {
        return line;
    }

    /// Columns count from 0; right only where no character before it on the line takes two `char`s.
    int column() {
        return at - lineStart;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /// The character here; a line break at the end of the text.
    char here() {
        return charAt(at);
    }

    /// The character this far on; a line break behind the end of the text.
    char ahead(int distance) {
        return charAt(at + distance);
    }

    String since(int start) {
        return text.substring(start, at);
    }

    void move(int distance) {
        at += distance;
    }

    void skipBlanks() {
        while (here() == ' ') {
            at++;
        }
    }

    /// Whether nothing but a comment follows on this line; `#` starts one only behind a blank.
    boolean isLineDone() {
        return here() == '\n' || (here() == '#' && (at == lineStart || text.charAt(at - 1) == ' '));
    }

    /// Moves to the end of this line, the line break not included.
    void skipLine() throws NotBlockStyle {
        while (here() != '\n') {
            check(here());
            at++;
        }
    }

    /// Moves behind the line break that stands here.
    void nextLine() {
        at++;
        lineStart = at;
        line++;
    }

    /// Leaves this line, of which nothing but a comment is left, for the first character of the next line with content.
    void nextContent() throws NotBlockStyle {
        skipLine();
        while (!isAtEnd()) {
            nextLine();
            skipBlanks();
            if (!isLineDone()) {
                return;
            }
            skipLine();
        }
    }

    /// Letters that the YAML parser reads as they are. Tabs, other controls and what lies beyond 16 bits are its
    /// matter.
    static void check(char c) throws NotBlockStyle {
        boolean plain = (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x2028) || (c > 0x2029 && c < 0xd800);
        if (!plain) {
            throw new NotBlockStyle();
        }
    }

    private char charAt(int position) {
        return position < text.length() ? text.charAt(position) : '\n';
    }
}
