package dev.meshwright.analysis.review;

import dev.meshwright.analysis.report.MarkdownText;
import java.util.stream.Collectors;

/// A review as Markdown, for a ticket or a comment on a change.
public final class ReviewMarkdown {
    private ReviewMarkdown() {}

    /// The whole text.
    ///
    /// @param all whether everything is shown, however long it gets
    public static String of(Review review, boolean all) {
        var out = new StringBuilder("# ")
                .append(MarkdownText.escaped(ReviewPage.title(review)))
                .append('\n');
        for (var section : ReviewPage.of(review, all)) {
            out.append("\n## ").append(section.title()).append("\n\n");
            if (!section.rows().isEmpty()) {
                table(section, out);
            }
            if (!section.more().isEmpty()) {
                out.append(section.rows().isEmpty() ? "" : "\n")
                        .append(MarkdownText.escaped(section.more()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static void table(Section section, StringBuilder out) {
        boolean hasPlaces = section.rows().stream().anyMatch(row -> !row.place().isEmpty());
        out.append("| basis | ").append(String.join(" | ", section.columns()));
        out.append(hasPlaces ? " | place |\n" : " |\n");
        out.append("|---".repeat(section.columns().size() + (hasPlaces ? 2 : 1)))
                .append("|\n");
        for (var row : section.rows()) {
            out.append("| ").append(row.certainty().word()).append(" | ");
            out.append(row.cells().stream().map(MarkdownText::escaped).collect(Collectors.joining(" | ")));
            out.append(row.cells().isEmpty() ? "" : " | ").append(MarkdownText.escaped(row.text()));
            out.append(hasPlaces ? " | " + MarkdownText.escaped(row.place()) + " |\n" : " |\n");
        }
    }
}
