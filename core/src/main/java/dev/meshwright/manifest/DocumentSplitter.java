package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text at its document markers, so that one broken document does not take the others with it.
final class DocumentSplitter {
    private DocumentSplitter() {}

    /// A document's text, with the number of lines that stand before it in the file.
    record Document(String text, int linesBefore) {}

    /// The documents that hold more than comments. A `---` line belongs to the document that it starts, because
    /// content may follow on the same line.
    static List<Document> split(String text) {
        var documents = new ArrayList<Document>();
        int start = 0;
        int startLine = 0;
        int line = 0;
        for (int at = 0; at < text.length(); line++) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            if (isMarker(text, at, "---") && at > start) {
                add(documents, text, start, at, startLine);
                start = at;
                startLine = line;
            } else if (isMarker(text, at, "...")) {
                add(documents, text, start, next, startLine);
                start = next;
                startLine = line + 1;
            }
            at = next;
        }
        add(documents, text, start, text.length(), startLine);
        return documents;
    }

    private static void add(List<Document> documents, String text, int start, int end, int line) {
        if (hasContent(text, start, end)) {
            documents.add(new Document(text.substring(start, end), line));
        }
    }

    private static boolean isMarker(String text, int at, String marker) {
        if (!text.startsWith(marker, at)) {
            return false;
        }
        int after = at + marker.length();
        return after == text.length() || text.charAt(after) <= ' ';
    }

    /// Whether there is a line that is neither blank nor comment, marker or directive.
    private static boolean hasContent(String text, int start, int end) {
        for (int at = start; at < end; ) {
            int newline = text.indexOf('\n', at);
            int next = newline < 0 ? end : Math.min(end, newline + 1);
            int from = isMarker(text, at, "---") || isMarker(text, at, "...") ? at + 3 : at;
            while (from < next && text.charAt(from) <= ' ' && text.charAt(from) != 0) {
                from++;
            }
            boolean directive = from == at && from < next && text.charAt(from) == '%';
            if (from < next && text.charAt(from) != '#' && !directive) {
                return true;
            }
            at = next;
        }
        return false;
    }
}
