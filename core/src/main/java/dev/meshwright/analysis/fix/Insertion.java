package dev.meshwright.analysis.fix;

import java.util.Comparator;
import java.util.List;

/// Text to put into a text.
///
/// @param offset in the text as it was before
record Insertion(int offset, String what) {
    /// The text with all of these, which do not move each other.
    static String all(String text, List<Insertion> insertions) {
        var changed = new StringBuilder(text);
        insertions.stream()
                .sorted(Comparator.comparingInt(Insertion::offset).reversed())
                .forEach(one -> changed.insert(one.offset(), one.what()));
        return changed.toString();
    }
}
