package dev.meshwright.topology.picture;

import dev.meshwright.topology.Topology;

/// A topology as one page that works offline: the picture to zoom and click in, tables to search and sort, the evidence
/// of every call.
public final class TopologyHtml {
    private TopologyHtml() {}

    public static String of(Topology topology) {
        return of(topology, TopologySvg.of(topology));
    }

    /// The page around a picture that is drawn already.
    ///
    /// @param picture this topology, as [TopologySvg] draws it
    public static String of(Topology topology, String picture) {
        return new HtmlPage(resource("topology.html"))
                .text("sum", Words.sum(topology))
                .markup("styles", styles())
                .markup("picture", picture)
                .data("topology", TopologyJson.of(topology))
                .script(script() + resource("topology.js"))
                .html();
    }

    /// The styles of every page that shows a topology.
    public static String styles() {
        return resource("page.css");
    }

    /// The functions that such a page builds on: elements, tables, the live graph, what there is to say about a
    /// service.
    public static String script() {
        return basics() + resource("graph.js") + resource("service.js");
    }

    /// The functions that any page builds on: elements and tables.
    public static String basics() {
        return resource("page.js");
    }

    private static String resource(String name) {
        return HtmlPage.resource(TopologyHtml.class, name);
    }
}
