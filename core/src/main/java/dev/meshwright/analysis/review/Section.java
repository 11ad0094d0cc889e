package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Finding.Certainty;
import java.util.ArrayList;
import java.util.List;

/// A part of a printed review: rows below a title.
///
/// @param columns the names of the cells, then of the text
/// @param more what is left out, or an empty section's only line; "" for nothing
record Section(String title, List<String> columns, List<Row> rows, String more) {
    private static final int NAMES = 4;

    Section {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// One line.
    ///
    /// @param cells short texts in columns
    /// @param text of any length
    /// @param place `file:line`; "" for none
    record Row(Certainty certainty, List<String> cells, String text, String place) {
        Row {
            cells = List.copyOf(cells);
        }

        static Row of(Certainty certainty, String text, String place, String... cells) {
            return new Row(certainty, List.of(cells), text, place);
        }
    }

    static String place(String file, int line) {
        return file.isEmpty() ? "" : line == 0 ? file : file + ":" + line;
    }

    /// A few names, then how many more.
    static String some(List<String> names) {
        return some(names, NAMES);
    }

    /// Up to this many names, then how many more.
    static String some(List<String> names, int shown) {
        var first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.size() <= shown ? first : first + " and " + (names.size() - shown) + " more";
    }

    /// The same with no more rows than these.
    Section atMost(int most) {
        return rows.size() <= most
                ? this
                : new Section(title, columns, rows.subList(0, most), (rows.size() - most) + " more: --all shows each");
    }

    /// Collects rows for one section.
    static final class Rows {
        private final List<Row> rows = new ArrayList<>();

        void add(Certainty certainty, String text, String place, String... cells) {
            rows.add(Row.of(certainty, text, place, cells));
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }

        Section section(String title, String more, String... columns) {
            return new Section(title, List.of(columns), rows, more);
        }
    }
}
