package dev.meshwright.manifest;

import java.util.Comparator;

/// A place in the input. Lines and columns count from 1; line 0 means the file as a whole.
///
/// @param file as the user would type it: relative to the working folder where possible, with `/` between names
public record Source(String file, int line, int column) implements Comparable<Source> {
    private static final Comparator<Source> ORDER =
            Comparator.comparing(Source::file).thenComparingInt(Source::line).thenComparingInt(Source::column);

    public static Source ofFile(String file) {
        return new Source(file, 0, 0);
    }

    @Override
    public int compareTo(Source other) {
        return ORDER.compare(this, other);
    }

    /// `file:line:column`, the form that terminals and editors make clickable.
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
