package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Kiali's graph, `{"duration": 60, "elements": {"nodes": [], "edges": []}}`: nodes are workloads, apps or services;
/// edges have rates per second, which the duration turns into counts, and shares of them by response code.
final class KialiGraph {
    private static final String COUNTER = "Kiali graph";
    private static final Set<String> DENIED = Set.of("401", "403");
    private static final Set<String> PROTOCOLS = Set.of("http", "grpc", "tcp");

    private final List<Problem> problems;
    private final double seconds;
    private final Map<String, Node> nodes = new HashMap<>();
    /// Services that a call goes through on its way to a workload: what comes out of them is no call of theirs.
    private final Set<String> called = new HashSet<>();

    private KialiGraph(Node root, List<Problem> problems) {
        this.problems = problems;
        this.seconds =
                Math.max(1, Numbers.count(root.text("duration").orElse("")).orElse(1));
        for (var element : root.items("elements", "nodes")) {
            var data = element.at("data").orElse(element);
            data.text("id").ifPresentOrElse(id -> nodes.put(id, data), () -> leftOut(element, "this node has no id."));
        }
    }

    static List<Flow> read(Node root, List<Problem> problems) {
        var graph = new KialiGraph(root, problems);
        var edges = root.items("elements", "edges");
        edges.forEach(edge -> edge.text("data", "target").ifPresent(graph.called::add));
        var flows = new ArrayList<Flow>();
        edges.forEach(edge -> graph.flow(edge).ifPresent(flows::add));
        return flows;
    }

    private Optional<Flow> flow(Node edge) {
        var data = edge.at("data").orElse(edge);
        var source = data.text("source").map(nodes::get);
        var target = data.text("target").map(nodes::get);
        if (source.isEmpty() || target.isEmpty()) {
            leftOut(edge, "this edge has no " + (source.isEmpty() ? "source" : "target") + " among the nodes.");
            return Optional.empty();
        }
        String word = data.text("traffic", "protocol").orElse("");
        var rate = Numbers.count(data.text("traffic", "rates", word).orElse("0"));
        if (rate.isEmpty() || (!word.isEmpty() && !PROTOCOLS.contains(word))) {
            leftOut(edge, "the traffic of this edge is not readable.");
            return Optional.empty();
        }
        double all = rate.getAsDouble() * seconds;
        boolean isRouted = isService(source.get())
                && called.contains(source.get().text("id").orElse(""));
        if (all == 0 || isRouted) {
            return Optional.empty();
        }
        return Optional.of(new Flow(
                COUNTER,
                caller(source.get()),
                callee(target.get()),
                0,
                protocol(word),
                "",
                "",
                new Flow.Count(all, share(data, false) * all, share(data, true) * all),
                edge.where()));
    }

    private static Party caller(Node node) {
        if (node.bool("isWaypoint").orElse(false)) {
            return new Party.Relay();
        }
        if (node.at("isGateway", "egressInfo", "hostnames").isPresent()) {
            return new Party.Relay();
        }
        if (node.at("isGateway").isPresent()) {
            return new Party.Gateway();
        }
        if (isService(node)) {
            return new Party.Called(known(node, "namespace"), known(node, "service"), "", pods(node));
        }
        var pods = pods(node);
        return pods.workload().isEmpty() && pods.app().isEmpty() ? new Party.Stranger() : pods;
    }

    private static Party callee(Node node) {
        if (node.bool("isWaypoint").orElse(false) || node.at("isGateway").isPresent()) {
            return new Party.Relay();
        }
        String host = node.items("isServiceEntry", "hosts").stream()
                .flatMap(item -> item.text().stream())
                .findFirst()
                .orElse("");
        if (isService(node)) {
            return new Party.Called(known(node, "namespace"), known(node, "service"), host, pods(node));
        }
        var services = node.items("destServices");
        return services.size() == 1
                ? new Party.Called(
                        known(services.getFirst(), "namespace"), known(services.getFirst(), "name"), host, pods(node))
                : new Party.Called("", "", host, pods(node));
    }

    private static Party.Pods pods(Node node) {
        return new Party.Pods(known(node, "namespace"), known(node, "workload"), known(node, "app"), "");
    }

    private static String known(Node node, String field) {
        return node.text(field).filter(text -> !text.equals("unknown")).orElse("");
    }

    private static boolean isService(Node node) {
        return node.text("nodeType").filter("service"::equals).isPresent();
    }

    private static @Nullable Protocol protocol(String word) {
        return switch (word) {
            case "http" -> Protocol.HTTP;
            case "grpc" -> Protocol.GRPC;
            case "tcp" -> Protocol.TCP;
            default -> null;
        };
    }

    /// The share of requests that were denied, or that failed.
    private static double share(Node data, boolean denied) {
        double percent = 0;
        for (var response : data.entries("traffic", "responses")) {
            boolean counts =
                    denied ? DENIED.contains(response.key()) : response.key().startsWith("5");
            for (var flag : counts ? response.value().entries("flags") : List.<Node.Entry>of()) {
                percent += Numbers.count(flag.value().text().orElse("")).orElse(0);
            }
        }
        return Math.min(1, percent / 100);
    }

    private void leftOut(Node where, String message) {
        problems.add(Problem.error(where.where(), message, "It is left out."));
    }
}
