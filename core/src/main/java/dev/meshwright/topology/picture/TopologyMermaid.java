package dev.meshwright.topology.picture;

import dev.meshwright.topology.Topology;
import dev.meshwright.topology.picture.Picture.Link;
import dev.meshwright.topology.picture.Picture.Look;
import java.util.ArrayList;
import java.util.stream.Collectors;

/// A topology as Mermaid source, for pages that draw it: a pull request, a wiki.
public final class TopologyMermaid {
    private TopologyMermaid() {}

    public static String of(Topology topology) {
        var picture = ServicePicture.of(topology);
        var out = new StringBuilder("flowchart LR\n");
        for (int i = 0; i < picture.nodes().size(); i++) {
            var node = picture.nodes().get(i);
            String badge = node.badge().isEmpty() ? "" : "<br/>" + escape(node.badge());
            out.append("  n").append(i).append(node.look() == Look.INGRESS ? "([\"" : "[\"");
            out.append(escape(node.label())).append(badge);
            out.append(node.look() == Look.INGRESS ? "\"])" : "\"]");
            out.append(":::").append(node.look().word()).append('\n');
        }
        var cycle = new ArrayList<Integer>();
        for (int i = 0; i < picture.links().size(); i++) {
            var link = picture.links().get(i);
            out.append("  n")
                    .append(link.from())
                    .append(' ')
                    .append(arrow(link))
                    .append(" n")
                    .append(link.to())
                    .append('\n');
            if (link.cycle()) {
                cycle.add(i);
            }
        }
        out.append("""
                  classDef http stroke:#0072b2,stroke-width:2px
                  classDef grpc stroke:#009e73,stroke-width:2px
                  classDef tcp stroke:#b87800,stroke-width:2px
                  classDef external stroke:#b0568c,stroke-dasharray:5 3
                  classDef ingress stroke:#3b4754,stroke-width:3px
                  classDef plain stroke:#9aa5b1
                """.indent(2));
        if (!cycle.isEmpty()) {
            out.append("  linkStyle ")
                    .append(cycle.stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .append(" stroke:#d55e00,stroke-width:3px\n");
        }
        return out.toString();
    }

    private static String arrow(Link link) {
        return switch (link.look()) {
            case HTTP, INGRESS, NAMESPACE, PLAIN -> "-->";
            case GRPC -> "-->|gRPC|";
            case TCP -> "-.->";
            case EXTERNAL -> "-.->|external|";
        };
    }

    /// Mermaid reads `#…;` as an entity and would take markup, quotes and backticks in a label for its own.
    private static String escape(String text) {
        var out = new StringBuilder();
        ServiceNames.printable(text).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " -._/·+:()…".indexOf(c) >= 0) {
                out.appendCodePoint(c);
            } else {
                out.append('#').append(c).append(';');
            }
        });
        return out.toString();
    }
}
