package dev.meshwright.topology.picture;

import dev.meshwright.topology.Topology;
import dev.meshwright.topology.picture.Picture.Link;
import dev.meshwright.topology.picture.Picture.Node;

/// A topology as Graphviz source, one node per service however many there are.
public final class TopologyDot {
    private TopologyDot() {}

    public static String of(Topology topology) {
        var picture = ServicePicture.of(topology);
        var out = new StringBuilder("""
                digraph mesh {
                  rankdir=LR;
                  node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#8a95a1", fontname="sans-serif"];
                  edge [fontname="sans-serif"];
                """);
        for (int i = 0; i < picture.nodes().size(); i++) {
            node(out, i, picture.nodes().get(i));
        }
        for (var link : picture.links()) {
            link(out, link);
        }
        return out.append("}\n").toString();
    }

    private static void node(StringBuilder out, int number, Node node) {
        String shape = switch (node.look()) {
            case EXTERNAL -> ", style=\"rounded,dashed\", color=\"#b0568c\"";
            case INGRESS -> ", shape=cds";
            case HTTP, GRPC, TCP, NAMESPACE, PLAIN -> "";
        };
        out.append("  n").append(number).append(" [label=").append(quoted(node.label() + "\n" + node.badge()));
        out.append(", tooltip=").append(quoted(node.id())).append(shape).append("];\n");
    }

    private static void link(StringBuilder out, Link link) {
        String look = switch (link.look()) {
            case HTTP, NAMESPACE, PLAIN -> "color=\"#0072b2\"";
            case GRPC -> "color=\"#009e73\", style=dashed";
            case TCP -> "color=\"#b87800\", style=dotted";
            case INGRESS -> "color=\"#3b4754\"";
            case EXTERNAL -> "color=\"#b0568c\", style=dashed";
        };
        out.append("  n")
                .append(link.from())
                .append(" -> n")
                .append(link.to())
                .append(" [")
                .append(look);
        out.append(link.cycle() ? ", color=\"#d55e00\", penwidth=2" : "");
        out.append(", tooltip=").append(quoted(link.title())).append("];\n");
    }

    private static String quoted(String text) {
        var lines = text.strip()
                .lines()
                .map(ServiceNames::printable)
                .map(line -> line.replace("\\", "\\\\").replace("\"", "\\\""));
        return "\"" + String.join("\\n", lines.toList()) + "\"";
    }
}
