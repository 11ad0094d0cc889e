package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.topology.picture.HtmlPage;
import dev.meshwright.topology.picture.TopologyHtml;
import java.util.List;
import java.util.Map;

/// Findings as one page that works offline, from a mail or an artefact: to filter, to search, to print.
public final class HtmlReport {
    private HtmlReport() {}

    /// The whole page.
    ///
    /// @param objects how many were checked
    public static String of(List<Finding> findings, int objects) {
        return new HtmlPage(resource("check.html"))
                .text("checked", objects + (objects == 1 ? " object" : " objects") + " checked")
                .text("sum", findings.isEmpty() ? "nothing found" : String.join(", ", Counts.of(findings)))
                .markup("styles", TopologyHtml.styles() + styles())
                .data("report", Map.of("findings", findings))
                .script(TopologyHtml.basics() + script() + resource("check.js"))
                .html();
    }

    /// The styles of every page that lists findings.
    public static String styles() {
        return resource("findings.css");
    }

    /// The function that such a page lists them with; it builds on [TopologyHtml#basics()].
    public static String script() {
        return resource("findings.js");
    }

    private static String resource(String name) {
        return HtmlPage.resource(HtmlReport.class, name);
    }
}
