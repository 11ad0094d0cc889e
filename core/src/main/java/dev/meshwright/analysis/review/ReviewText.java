package dev.meshwright.analysis.review;

import dev.meshwright.topology.picture.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A review for a person at a terminal: the answer first, each line with what it is, a fact or an inference.
public final class ReviewText {
    private static final int NARROWEST_TEXT = 40;
    private static final int WIDEST_CELL = 44;

    private final StringBuilder out = new StringBuilder();

    private ReviewText() {}

    /// The whole text.
    ///
    /// @param all whether everything is shown, however long it gets
    public static String of(Review review, boolean all) {
        var text = new ReviewText();
        text.out.append(ReviewPage.title(review)).append("\n");
        ReviewPage.of(review, all).forEach(text::add);
        return text.out.toString();
    }

    private void add(Section section) {
        out.append('\n').append(section.title()).append('\n');
        var rows = section.rows().stream().map(ReviewText::cells).toList();
        int columns = rows.stream().mapToInt(List::size).max().orElse(1) - 1;
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .filter(width -> width <= WIDEST_CELL)
                        .max()
                        .orElse(0))
                .toArray();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                var cell = row.get(column);
                line.append("  ").append(cell).repeat(' ', Math.max(0, widths[column] - cell.length()));
            }
            line.append("  ");
            add(line.toString(), 2 + IntStream.of(widths).sum() + 2 * columns, row.getLast());
        }
        if (!section.more().isEmpty()) {
            out.append("  ").append(section.more()).append('\n');
        }
    }

    private static List<String> cells(Section.Row row) {
        var cells = new ArrayList<String>();
        cells.add(row.certainty().word());
        cells.addAll(row.cells());
        cells.add(row.place().isEmpty() ? row.text() : row.text() + "  " + row.place());
        return cells;
    }

    /// The text behind the cells, broken at blanks.
    private void add(String start, int margin, String text) {
        int width = Math.max(NARROWEST_TEXT, Columns.WIDTH - margin);
        var line = new StringBuilder(start);
        int room = Math.max(NARROWEST_TEXT, Columns.WIDTH - start.length());
        int used = 0;
        for (var word : text.split("(?<= )(?! )", -1)) {
            if (used > 0 && used + word.stripTrailing().length() > room) {
                out.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(" ".repeat(margin));
                room = width;
                used = 0;
            }
            line.append(word);
            used += word.length();
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
