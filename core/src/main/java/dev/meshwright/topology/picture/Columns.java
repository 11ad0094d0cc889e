package dev.meshwright.topology.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Text in aligned columns, at most as wide as a terminal.
public final class Columns {
    public static final int WIDTH = 120;
    private static final int LONGEST_NAME = 40;

    private final List<List<String>> rows = new ArrayList<>();

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The rows, each column but the last padded to its widest cell.
    public String text(String indent) {
        var out = new StringBuilder();
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        for (var row : rows) {
            var line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column));
                if (column < row.size() - 1) {
                    line.repeat(
                            ' ', Math.max(0, widths[column] - row.get(column).length()) + 2);
                }
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size() - 1)
                .mapToInt(row -> row.get(column).length())
                .filter(length -> length <= LONGEST_NAME)
                .max()
                .orElse(0);
    }

    /// The words with commas between them; those that do not fit are counted instead, unless all are wanted.
    public static String list(List<String> words, int width, boolean all) {
        String text = String.join(", ", words);
        if (all || text.length() <= width) {
            return text;
        }
        int fitting = 1;
        int length = words.getFirst().length();
        for (int shown = 1; shown < words.size() && length <= width; shown++) {
            if (length + more(words.size() - shown).length() <= width) {
                fitting = shown;
            }
            length += 2 + words.get(shown).length();
        }
        return String.join(", ", words.subList(0, fitting)) + more(words.size() - fitting);
    }

    private static String more(int words) {
        return words == 0 ? "" : " and " + words + " more";
    }

    /// `1 call`, `2 calls`, `1,000 calls`.
    public static String count(int number, String singular, String plural) {
        return String.format(Locale.ROOT, "%,d ", number) + (number == 1 ? singular : plural);
    }
}
