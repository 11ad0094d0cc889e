package dev.meshwright.analysis.fix;

import java.util.Comparator;
import java.util.List;

/// Text to put into a text, in the place of some of it.
///
/// @param offset in the text as it was before
/// @param length of what goes; 0 for nothing
record Splice(int offset, int length, String what) {
    static Splice insertion(int offset, String what) {
        return new Splice(offset, 0, what);
    }

    /// The text with all of these, which do not move each other.
    static String all(String text, List<Splice> splices) {
        var changed = new StringBuilder(text);
        splices.stream()
                .sorted(Comparator.comparingInt(Splice::offset).reversed())
                .forEach(one -> changed.replace(one.offset(), one.offset() + one.length(), one.what()));
        return changed.toString();
    }
}
