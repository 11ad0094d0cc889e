package dev.meshwright.topology.picture;

import dev.meshwright.topology.Topology;
import dev.meshwright.topology.picture.Picture.Link;
import dev.meshwright.topology.picture.Picture.Look;
import dev.meshwright.topology.picture.Picture.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// A topology as one SVG that needs nothing else: light and dark by the reader's preference, told apart without colour
/// too, with the evidence of each box and line in its `<title>`.
///
/// Meshes of more than 150 services are drawn by namespace. Each box is `<g id="n…" class="node" data-id="…">`, each
/// line
/// `<g class="link" data-from="…" data-to="…">`, the ids being those of the topology; pages find them by these.
public final class TopologySvg {
    private static final double MARGIN = 28;
    private static final double HEADER = 64;
    private static final double LEGEND = 56;
    private static final double LEGEND_ITEM = 166;
    private static final double NODE_HEIGHT = 46;
    private static final double LEAST_WIDTH = 620;
    private static final int LONGEST_LABEL = 30;

    private final Picture picture;
    private final Layout layout;
    private final SvgPath paths;
    private final StringBuilder out = new StringBuilder();

    private TopologySvg(Picture picture) {
        this.picture = picture;
        this.layout = Layout.of(picture, sizes(picture));
        this.paths = new SvgPath(MARGIN, MARGIN + HEADER);
    }

    public static String of(Topology topology) {
        return new TopologySvg(Picture.of(topology)).draw();
    }

    /// All boxes are equally wide, so that layers line up; those with many lines are taller to keep the lines apart.
    private static List<Layout.Box> sizes(Picture picture) {
        double width = 116;
        int[] degrees = new int[picture.nodes().size()];
        for (var link : picture.links()) {
            degrees[link.from()]++;
            degrees[link.to()]++;
        }
        for (var node : picture.nodes()) {
            width = Math.max(width, Math.max(textWidth(label(node), 8.4), textWidth(node.badge(), 6.8)) + 34);
        }
        var sizes = new ArrayList<Layout.Box>();
        for (int i = 0; i < degrees.length; i++) {
            sizes.add(new Layout.Box(0, 0, Math.ceil(width), Math.max(NODE_HEIGHT, Math.min(degrees[i], 40) * 6.0)));
        }
        return sizes;
    }

    /// Fonts differ from machine to machine, so this errs on the wide side.
    private static double textWidth(String text, double perCharacter) {
        return text.codePoints()
                .mapToDouble(c -> c < 0x1100 ? perCharacter : 2 * perCharacter)
                .sum();
    }

    private static String label(Node node) {
        String label = node.label();
        return label.length() <= LONGEST_LABEL
                ? label
                : label.substring(0, LONGEST_LABEL / 2) + "…" + label.substring(label.length() - LONGEST_LABEL / 2 + 1);
    }

    private String draw() {
        List<LegendItem> legend = legend();
        double width = Math.max(Math.max(LEAST_WIDTH, layout.width()), textWidth(picture.note(), 6.6)) + 2 * MARGIN;
        int perRow = (int) Math.max(1, (width - 2 * MARGIN) / LEGEND_ITEM);
        int legendRows = (legend.size() + perRow - 1) / perRow;
        double legendTop = MARGIN + HEADER + layout.height() + 30;
        double height = legendTop + legendRows * 24 + LEGEND - 24;
        String size = SvgPath.number(width) + " " + SvgPath.number(height);
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mesh-map\" viewBox=\"0 0 " + size + "\" width=\""
                + SvgPath.number(width) + "\" height=\"" + SvgPath.number(height)
                + "\" role=\"img\" aria-labelledby=\"map-title map-description\">");
        line("<title id=\"map-title\">Who calls whom: " + Markup.escape(picture.heading()) + "</title>");
        line("<desc id=\"map-description\">" + Markup.escape(description()) + "</desc>");
        line("<style>" + HtmlPage.resource(TopologySvg.class, "map.css") + "</style>");
        line("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
        text("heading", MARGIN, MARGIN + 18, picture.heading());
        text("note", MARGIN, MARGIN + 40, picture.note().isEmpty() ? hint() : picture.note());
        line("<g class=\"canvas\">");
        links();
        nodes();
        line("</g>");
        legend(legend, legendTop, perRow);
        line("</svg>");
        return out.toString();
    }

    private static String hint() {
        return "Calls point to the right; those that point back are drawn around.";
    }

    private String description() {
        return "A graph of boxes and arrows from callers to callees. "
                + (picture.note().isEmpty()
                        ? "Each box is a service with its protocol and port. "
                        : picture.note() + " ")
                + "The same calls stand as text in the map's table.";
    }

    private void links() {
        line("<g class=\"links\">");
        for (int i = 0; i < picture.links().size(); i++) {
            link(picture.links().get(i), layout.routes().get(i));
        }
        line("</g>");
    }

    private void link(Link link, List<Layout.Point> route) {
        if (route.size() < 2) {
            return;
        }
        double stroke = link.look() == Look.NAMESPACE || link.calls() > 3 ? 1.4 + Math.log(link.calls()) * 0.9 : 1.6;
        String path = paths.rounded(route);
        line("<g class=\"link " + link.look().word() + (link.cycle() ? " cycle" : "")
                + (link.certain() ? "" : " inferred")
                + "\" data-from=\""
                + Markup.escape(picture.nodes().get(link.from()).id()) + "\" data-to=\""
                + Markup.escape(picture.nodes().get(link.to()).id()) + "\"><title>" + Markup.escape(link.title())
                + "</title><path class=\"casing\" d=\"" + path + "\"/><path class=\"line\" stroke-width=\""
                + SvgPath.number(link.cycle() ? stroke + 1 : stroke) + "\" d=\"" + path
                + "\"/><path class=\"head\" d=\""
                + paths.head(route) + "\"/></g>");
    }

    private void nodes() {
        line("<g class=\"nodes\">");
        for (int i = 0; i < picture.nodes().size(); i++) {
            node(i, picture.nodes().get(i), layout.boxes().get(i));
        }
        line("</g>");
    }

    private void node(int number, Node node, Layout.Box box) {
        double x = box.x() + MARGIN;
        double y = box.y() + MARGIN + HEADER;
        double middle = y + box.height() / 2;
        line("<g id=\"n" + number + "\" class=\"node " + node.look().word() + "\" data-id=\"" + Markup.escape(node.id())
                + "\"><title>" + Markup.escape(node.title()) + "</title>");
        line("<rect class=\"box\" x=\"" + SvgPath.number(x) + "\" y=\"" + SvgPath.number(y) + "\" width=\""
                + SvgPath.number(box.width()) + "\" height=\"" + SvgPath.number(box.height()) + "\" rx=\"9\"/>");
        line("<rect class=\"mark\" x=\"" + SvgPath.number(x + 8) + "\" y=\"" + SvgPath.number(middle - 14)
                + "\" width=\"4\" height=\"28\" rx=\"2\"/>");
        text("name", x + 20, node.badge().isEmpty() ? middle + 5 : middle - 3, label(node));
        if (!node.badge().isEmpty()) {
            text("badge", x + 20, middle + 13, node.badge());
        }
        line("</g>");
    }

    /// One sort of line or box with the words for it.
    private record LegendItem(String classes, boolean isLine, String words) {}

    private List<LegendItem> legend() {
        var lines = EnumSet.noneOf(Look.class);
        picture.links().forEach(link -> lines.add(link.look()));
        var items = new ArrayList<LegendItem>();
        lines.forEach(look ->
                items.add(new LegendItem("link " + look.word(), true, look == Look.NAMESPACE ? "calls" : look.legend)));
        if (picture.links().stream().anyMatch(Link::cycle)) {
            items.add(new LegendItem("link http cycle", true, "part of a cycle"));
        }
        if (picture.links().stream().anyMatch(link -> !link.certain())) {
            items.add(new LegendItem("link http inferred", true, "inferred"));
        }
        var boxes = EnumSet.noneOf(Look.class);
        picture.nodes().forEach(node -> boxes.add(node.look()));
        boxes.retainAll(EnumSet.of(Look.EXTERNAL));
        boxes.forEach(_ -> items.add(new LegendItem("node external", false, "external host")));
        return items;
    }

    private void legend(List<LegendItem> items, double top, int perRow) {
        line("<g class=\"legend\">");
        for (int i = 0; i < items.size(); i++) {
            double x = MARGIN + i % perRow * LEGEND_ITEM;
            int row = i / perRow;
            double y = top + row * 24 + 8;
            var item = items.get(i);
            line("<g class=\"" + item.classes() + "\">");
            if (item.isLine()) {
                String from = SvgPath.number(x) + " " + SvgPath.number(y);
                line("<path class=\"line\" stroke-width=\"" + (item.classes().contains("cycle") ? "2.6" : "1.6")
                        + "\" d=\"M"
                        + from + "h26\"/><path class=\"head\" d=\"M" + SvgPath.number(x + 34) + " " + SvgPath.number(y)
                        + "l-9 -4.5v9z\"/>");
            } else {
                line("<rect class=\"box\" x=\"" + SvgPath.number(x) + "\" y=\"" + SvgPath.number(y - 8)
                        + "\" width=\"34\" height=\"16\" rx=\"5\"/>");
            }
            text("words", x + 42, y + 4, item.words());
            line("</g>");
        }
        line("</g>");
    }

    private void text(String style, double x, double y, String text) {
        line("<text class=\"" + style + "\" x=\"" + SvgPath.number(x) + "\" y=\"" + SvgPath.number(y) + "\">"
                + Markup.escape(text) + "</text>");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
