package dev.meshwright.topology.diff;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Edge.Confidence;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a map as `meshwright map --format json` (or `yaml`) writes it, as far as two maps can differ.
public final class MapReader {
    private final List<Problem> problems;

    private MapReader(List<Problem> problems) {
        this.problems = problems;
    }

    /// The map in a text; empty if the text is none, but a manifest or something else. What of a map cannot be read is
    /// left out and among its warnings.
    ///
    /// @param file the name that warnings show
    public static Optional<Topology> read(String file, String text) {
        var problems = new ArrayList<Problem>();
        return ManifestReader.tree(file, text, problems)
                .filter(root -> root.at("services")
                                .filter(Node.Sequence.class::isInstance)
                                .isPresent()
                        && root.at("edges")
                                .filter(Node.Sequence.class::isInstance)
                                .isPresent()
                        && root.at("kind").isEmpty())
                .map(root -> new MapReader(problems).topology(root));
    }

    private Topology topology(Node root) {
        var services = root.items("services").stream()
                .flatMap(node -> service(node).stream())
                .toList();
        var edges = root.items("edges").stream()
                .flatMap(node -> edge(node).stream())
                .toList();
        var external = root.items("external").stream()
                .flatMap(node -> external(node).stream())
                .toList();
        return new Topology(
                services,
                List.of(),
                edges,
                List.of(),
                external,
                List.of(),
                problems.stream()
                        .map(problem -> new Topology.Warning(
                                "unreadable",
                                problem.message() + " " + problem.fix(),
                                problem.where().file(),
                                problem.where().line()))
                        .toList());
    }

    private Optional<Service> service(Node node) {
        var name = node.text("name");
        if (name.isEmpty()) {
            return leftOut(node, "this service has no name.");
        }
        return Optional.of(new Service(
                name.get(),
                node.text("namespace").orElse("default"),
                node.items("ports").isEmpty() ? Service.Type.WORKLOAD : Service.Type.CLUSTER_IP,
                new LinkedHashMap<>(),
                node.items("ports").stream()
                        .flatMap(port -> port(port).stream())
                        .toList(),
                node.items("workloads").stream()
                        .flatMap(workload -> workload.text().stream())
                        .toList(),
                node.text("serviceAccount").orElse(""),
                List.of(),
                node.where()));
    }

    private Optional<Service.Port> port(Node node) {
        var port = node.integer("port");
        if (port.isEmpty()) {
            return leftOut(node, "this port has no number.");
        }
        return Optional.of(new Service.Port(
                port.get(),
                node.text("name").orElse(""),
                protocol(node),
                node.integer("targetPort").orElse(0),
                new Evidence(node.where().file(), node.where().line(), "map", "")));
    }

    private Optional<Edge> edge(Node node) {
        var from = node.text("from");
        var to = node.text("to");
        if (from.isEmpty() || to.isEmpty()) {
            return leftOut(node, "this edge has no " + (from.isEmpty() ? "from." : "to."));
        }
        var confidence = word(Confidence.values(), node.text("confidence").orElse("declared"));
        if (confidence.isEmpty()) {
            return leftOut(node, "this edge's confidence is none that a map has.");
        }
        return Optional.of(new Edge(
                from.get(), to.get(), node.integer("port").orElse(0), protocol(node), confidence.get(), List.of()));
    }

    private Optional<ExternalCall> external(Node node) {
        var from = node.text("from");
        var host = node.text("host");
        if (from.isEmpty() || host.isEmpty()) {
            return leftOut(node, "this external call has no " + (from.isEmpty() ? "from." : "host."));
        }
        return Optional.of(
                new ExternalCall(from.get(), host.get(), node.integer("port").orElse(0), protocol(node), List.of()));
    }

    private static Protocol protocol(Node node) {
        return word(Protocol.values(), node.text("protocol").orElse("")).orElse(Protocol.TCP);
    }

    private static <E extends Enum<E>> Optional<E> word(E[] values, String word) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private <T> Optional<T> leftOut(Node node, String message) {
        problems.add(Problem.error(node.where(), message, "It is left out."));
        return Optional.empty();
    }
}
