package dev.meshwright.topology;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;

/// Small meshes for the tests of detectors: a `caller`, and the Services that it may call.
final class Mapped {
    static final String SERVICES = service("orders", 8080) + service("db", 5432) + service("kafka", 9092);

    private Mapped() {}

    static Topology map(String yaml) {
        return TopologyMapper.map(ManifestReader.parse("test.yaml", yaml));
    }

    /// Whom the one caller calls, as `name:port`; fields of its container as flow YAML.
    static List<String> calls(String container, String... more) {
        return edges(map(SERVICES + service("caller", 80) + deployment("caller", container) + String.join("", more)));
    }

    static List<String> edges(Topology topology) {
        return topology.edges().stream()
                .filter(edge -> edge.from().equals("default/caller"))
                .map(edge -> edge.to().substring("default/".length()) + ":" + edge.port())
                .toList();
    }

    static List<String> possible(Topology topology) {
        return topology.possible().stream()
                .map(edge -> edge.from() + " " + edge.to() + ":" + edge.port())
                .toList();
    }

    static String service(String name, int port) {
        return "---\n{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {selector: {app: %s}, ports: [{port: %d}]}}\n"
                .formatted(name, name, port);
    }

    static String deployment(String name, String container) {
        return pods(name, "containers: [{name: main, %s}]".formatted(container));
    }

    /// A Deployment with these fields of its pods' spec.
    static String pods(String name, String spec) {
        return """
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: %s}, spec: {template: {metadata: {labels: {app: %s}},
                  spec: {%s}}}}
                """.formatted(name, name, spec);
    }

    static String configMap(String name, String key, String text) {
        return "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n  %s: |\n%s"
                .formatted(name, key, text.indent(4));
    }
}
