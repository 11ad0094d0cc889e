package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The NetworkPolicies for one direction of a workload's packets. Together they let through what one of them lists.
///
/// @param policies those that select the workload, in the order of the input
/// @param rules the rules of all of them
record PacketFilter(Workload workload, List<Manifest> policies, List<Node> rules) {
    private static final int DNS = 53;

    /// One of the two directions, by its names in the object.
    enum Direction {
        INGRESS("Ingress", "ingress"),
        EGRESS("Egress", "egress");

        private final String type;
        private final String field;

        Direction(String type, String field) {
            this.type = type;
            this.field = field;
        }
    }

    /// By namespace, made once.
    private record All(Map<String, List<Manifest>> byNamespace) {
        static All of(Mesh mesh) {
            var byNamespace = new HashMap<String, List<Manifest>>();
            mesh.objects("networking.k8s.io", "NetworkPolicy")
                    .forEach(policy -> byNamespace
                            .computeIfAbsent(policy.namespaceOrDefault(), _ -> new ArrayList<>())
                            .add(policy));
            return new All(byNamespace);
        }
    }

    /// Empty where none selects the workload, or where they list nothing: then nothing is meant to get through.
    static Optional<PacketFilter> of(Mesh mesh, Workload workload, Direction direction) {
        var selecting =
                mesh.view(All.class, All::of).byNamespace().getOrDefault(workload.namespace(), List.of()).stream()
                        .filter(policy -> isOfType(policy.root(), direction)
                                && policy.root()
                                        .at("spec", "podSelector")
                                        .map(selector -> new LabelSelector(selector).matches(workload.labels()))
                                        .orElse(true))
                        .toList();
        var rules = selecting.stream()
                .flatMap(policy -> policy.root().items("spec", direction.field).stream())
                .toList();
        return rules.isEmpty() ? Optional.empty() : Optional.of(new PacketFilter(workload, selecting, rules));
    }

    private static boolean isOfType(Node policy, Direction direction) {
        var types = policy.items("spec", "policyTypes");
        return types.isEmpty()
                ? direction == Direction.INGRESS
                        || !policy.items("spec", "egress").isEmpty()
                : types.stream().anyMatch(type -> type.text().orElse("").equals(direction.type));
    }

    /// Whether a rule is about connections of applications: not only about UDP, or about names, which are looked up on
    /// port 53.
    boolean isAboutConnections() {
        return rules.stream().anyMatch(rule -> {
            var ports = rule.items("ports");
            return ports.isEmpty()
                    || ports.stream()
                            .anyMatch(one -> one.text("protocol").orElse("TCP").equals("TCP")
                                    && one.integer("port").orElse(0) != DNS);
        });
    }

    /// Whether some rule, for whatever other ends, lets this port through.
    boolean passes(int port) {
        return passes(port, _ -> true);
    }

    /// Whether some rule lets this port through to other ends that are among these.
    ///
    /// @param isAmong judges an entry of `from` or `to`
    boolean passes(int port, Predicate<Node> isAmong) {
        return rules.stream().anyMatch(rule -> isOpen(rule, port) && isFor(rule, isAmong));
    }

    private static boolean isOpen(Node rule, int port) {
        var ports = rule.items("ports");
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(one -> one.text("protocol").orElse("TCP").equals("TCP") && isPort(one, port));
    }

    /// A port by its name is one of the application's.
    private static boolean isPort(Node one, int port) {
        var number = one.integer("port");
        return number.isPresent()
                ? port >= number.get() && port <= one.integer("endPort").orElse(number.get())
                : one.at("port").isEmpty();
    }

    private static boolean isFor(Node rule, Predicate<Node> isAmong) {
        var peers = rule.items(rule.at("to").isPresent() ? "to" : "from");
        return peers.isEmpty() || peers.stream().anyMatch(isAmong);
    }

    /// The policy to name: the first that lists something.
    Manifest first() {
        return policies.stream()
                .filter(policy -> !policy.root().items("spec", "ingress").isEmpty()
                        || !policy.root().items("spec", "egress").isEmpty())
                .findFirst()
                .orElse(policies.getFirst());
    }
}
