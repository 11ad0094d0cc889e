package dev.meshwright.analysis.review;

import dev.meshwright.analysis.report.HtmlReport;
import dev.meshwright.topology.picture.HtmlPage;
import dev.meshwright.topology.picture.Markup;
import dev.meshwright.topology.picture.TopologyHtml;

/// A review as one page that works offline, also without scripts.
public final class ReviewHtml {
    private ReviewHtml() {}

    /// The whole page.
    ///
    /// @param all whether everything is shown, however long it gets
    public static String of(Review review, boolean all) {
        var sections = new StringBuilder();
        ReviewPage.of(review, all).forEach(section -> add(section, sections));
        return new HtmlPage(HtmlPage.resource(ReviewHtml.class, "review.html"))
                .text("title", ReviewPage.title(review))
                .markup("styles", TopologyHtml.styles() + HtmlReport.styles())
                .markup("sections", sections.toString())
                .script("")
                .html();
    }

    private static void add(Section section, StringBuilder out) {
        var title = Markup.escape(section.title());
        out.append("<section><h2>").append(title).append("</h2>\n");
        if (!section.rows().isEmpty()) {
            out.append("<div class=\"scroll\"><table><caption>").append(title).append("</caption>\n<thead><tr>");
            head(out, "basis");
            section.columns().forEach(column -> head(out, column));
            out.append("</tr></thead>\n<tbody>\n");
            section.rows().forEach(row -> add(row, out));
            out.append("</tbody></table></div>\n");
        }
        if (!section.more().isEmpty()) {
            out.append("<p class=\"soft\">")
                    .append(Markup.escape(section.more()))
                    .append("</p>\n");
        }
        out.append("</section>\n");
    }

    private static void head(StringBuilder out, String name) {
        out.append("<th scope=\"col\">").append(Markup.escape(name)).append("</th>");
    }

    private static void add(Section.Row row, StringBuilder out) {
        var basis = row.certainty().word();
        out.append("<tr><td class=\"").append(basis).append("\">").append(basis).append("</td>");
        row.cells()
                .forEach(cell -> out.append("<td>").append(Markup.escape(cell)).append("</td>"));
        out.append("<td>").append(Markup.escape(row.text()));
        if (!row.place().isEmpty()) {
            out.append(" <code class=\"place\">")
                    .append(Markup.escape(row.place()))
                    .append("</code>");
        }
        out.append("</td></tr>\n");
    }
}
