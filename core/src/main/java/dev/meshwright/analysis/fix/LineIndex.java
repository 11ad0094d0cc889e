package dev.meshwright.analysis.fix;

import dev.meshwright.manifest.Source;

/// Places of a text as offsets.
final class LineIndex {
    private final String text;

    LineIndex(String text) {
        this.text = text;
    }

    /// The offset of a place, whose column counts code points; -1 where the text has no such line.
    int offset(Source place) {
        int start = startOf(place.line());
        int end = start < 0 ? -1 : endFrom(start);
        int column = place.column() - 1;
        return start < 0 || column > text.codePointCount(start, end)
                ? -1
                : text.offsetByCodePoints(start, Math.max(0, column));
    }

    /// The offset of the end of a place's line, before its line break.
    int endOfLine(Source place) {
        int start = startOf(place.line());
        return start < 0 ? -1 : endFrom(start);
    }

    /// The line break that the text uses.
    String lineBreak() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private int startOf(int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return -1;
            }
            start = end + 1;
        }
        return line < 1 ? -1 : start;
    }

    private int endFrom(int start) {
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
