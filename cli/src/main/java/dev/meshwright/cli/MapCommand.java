package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.manifest.YamlWriter;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.ServiceDetails;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.picture.ServiceTable;
import dev.meshwright.topology.picture.TopologyDot;
import dev.meshwright.topology.picture.TopologyHtml;
import dev.meshwright.topology.picture.TopologyJson;
import dev.meshwright.topology.picture.TopologyMermaid;
import dev.meshwright.topology.picture.TopologySvg;
import dev.meshwright.topology.picture.TopologyTable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright map`.
@Command(
        name = "map",
        header = {
            "Draws who calls whom, with the evidence for every call.",
            "",
            "Examples:",
            "  meshwright map examples/shop",
            "  meshwright map examples/shop --service payment-service",
            "  meshwright map k8s --source services",
            ""
        },
        footer = "%nmeshwright map diff OLD NEW compares two maps.")
final class MapCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private MapSources sources = new MapSources();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "table")
    private Format format = Format.table;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "One service: callers, callees, evidence, who is hit when it fails.")
    private @Nullable String service;

    @Option(
            names = "--min-confidence",
            paramLabel = "LEVEL",
            description = "The least sure calls to draw, from sure to unsure: declared, observed, source, inferred,"
                    + " possible (default: inferred).")
    private Edge.Confidence minConfidence = Edge.Confidence.INFERRED;

    @Option(names = "--all", description = "Names every service, however many there are.")
    private boolean all;

    MapCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        table,
        json,
        yaml,
        dot,
        mermaid,
        svg,
        html
    }

    @Override
    public Integer call() {
        var manifests = input.read(terminal);
        var topology = sources.map(manifests, terminal).atLeast(minConfidence);
        terminal.clearProgress();
        terminal.print(service == null ? picture(topology) : picture(topology, ServiceDetails.of(topology, service)));
        return 0;
    }

    private String picture(Topology topology, ServiceDetails details) {
        return switch (format) {
            case table -> ServiceTable.of(topology, details, all);
            case json -> Json.write(details);
            case yaml -> YamlWriter.write(Json.tree(details));
            case dot, mermaid, svg, html -> picture(details.around(topology));
        };
    }

    private String picture(Topology topology) {
        return switch (format) {
            case table -> TopologyTable.of(topology, all);
            case json -> Json.write(TopologyJson.of(topology));
            case yaml -> YamlWriter.write(Json.tree(TopologyJson.of(topology)));
            case dot -> TopologyDot.of(topology);
            case mermaid -> TopologyMermaid.of(topology);
            case svg -> TopologySvg.of(topology);
            case html -> TopologyHtml.of(topology);
        };
    }
}
