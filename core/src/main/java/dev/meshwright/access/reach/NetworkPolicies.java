package dev.meshwright.access.reach;

import dev.meshwright.access.Membership;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Kubernetes' own policies on packets. A pod that none selects takes and sends everything; one that some select takes
/// what one of them lists.
final class NetworkPolicies {
    private final Map<String, List<Policy>> byNamespace = new HashMap<>();
    private final Map<String, Selecting> selecting = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> namespaceLabels = new ConcurrentHashMap<>();
    private final Membership membership;

    enum Direction {
        INGRESS("Ingress", "ingress", "from", "to"),
        EGRESS("Egress", "egress", "to", "of");

        private final String type;
        private final String rules;
        private final String peers;
        private final String preposition;

        Direction(String type, String rules, String peers, String preposition) {
            this.type = type;
            this.rules = rules;
            this.peers = peers;
            this.preposition = preposition;
        }
    }

    /// A policy, as far as one direction goes.
    record Policy(Manifest object, Direction direction, PodSelection pods, List<Rule> rules) {}

    /// What a policy lists.
    ///
    /// @param addresses whether it names address ranges among its peers
    /// @param peers pods; where there are neither these nor addresses, everyone is meant
    record Rule(int index, Node node, boolean addresses, List<PodSelection> peers) {
        boolean isForEveryone() {
            return !addresses && peers.isEmpty();
        }

        /// A text that is the same for rules that ask the same of ports, and of addresses or not.
        String likeness() {
            var ports = node.items("ports").stream()
                    .map(one -> one.text("protocol").orElse("TCP") + " "
                            + one.text("port").orElse("") + "-"
                            + one.text("endPort").orElse(""))
                    .sorted()
                    .toList();
            return (addresses ? "addresses " : "") + ports;
        }
    }

    /// The policies that select a workload.
    private record Selecting(List<Policy> ingress, List<Policy> egress) {}

    /// One end of a connection.
    ///
    /// @param namespace "" where it is not known
    /// @param labels null where they are not known
    private record End(String namespace, @Nullable Map<String, String> labels) {
        /// What is no pod, and in no namespace.
        private static final End OUTSIDE = new End("/", Map.of());

        static End of(Workload workload) {
            return new End(workload.namespace(), workload.labels());
        }

        static End of(Party party) {
            return party instanceof Party.Pods pods ? of(pods.workload()) : new End(party.namespace(), null);
        }
    }

    /// What they say.
    ///
    /// @param policy that decides; null where none selects the pods
    /// @param rule that decides; null where none admits
    record Ruling(
            Verdict verdict,
            Workload selected,
            int port,
            @Nullable Policy policy,
            @Nullable Rule rule) {
        Reason reason() {
            if (policy == null) {
                return Reason.of(Layer.NETWORK, Verdict.YES, "no NetworkPolicy selects " + selected.id());
            }
            var name = "NetworkPolicy " + policy.object().id();
            var direction = policy.direction();
            if (rule == null) {
                var text = "no NetworkPolicy admits " + direction.rules + " " + direction.preposition + " "
                        + selected.id() + " on port " + port + "; "
                        + policy.object().id() + " selects it";
                return Reason.of(
                        Layer.NETWORK, verdict, text, name, policy.object().where());
            }
            var text = name + ", " + direction.rules + "[" + rule.index() + "] admits it"
                    + (verdict == Verdict.YES ? "" : " from some addresses or pods");
            return new Reason(
                    Layer.NETWORK,
                    verdict,
                    text,
                    name,
                    rule.index(),
                    rule.node().where());
        }
    }

    NetworkPolicies(Manifests manifests, Membership membership) {
        this.membership = membership;
        manifests.ofKind("networking.k8s.io", "NetworkPolicy").forEach(this::add);
    }

    private void add(Manifest policy) {
        for (var direction : Direction.values()) {
            if (isOfType(policy.root(), direction)) {
                var rules = new ArrayList<Rule>();
                for (var item : policy.root().items("spec", direction.rules)) {
                    rules.add(rule(rules.size(), item, direction, policy.namespaceOrDefault()));
                }
                var pods = new PodSelection(
                        policy.namespaceOrDefault(),
                        null,
                        policy.root().at("spec", "podSelector").orElse(null));
                byNamespace
                        .computeIfAbsent(policy.namespaceOrDefault(), _ -> new ArrayList<>())
                        .add(new Policy(policy, direction, pods, rules));
            }
        }
    }

    private static boolean isOfType(Node policy, Direction direction) {
        var types = policy.items("spec", "policyTypes");
        if (types.isEmpty()) {
            return direction == Direction.INGRESS
                    || !policy.items("spec", "egress").isEmpty();
        }
        return types.stream().anyMatch(item -> item.text().orElse("").equals(direction.type));
    }

    private static Rule rule(int index, Node item, Direction direction, String namespace) {
        var peers = new ArrayList<PodSelection>();
        boolean addresses = false;
        for (var peer : item.items(direction.peers)) {
            if (peer.at("ipBlock").isPresent()) {
                addresses = true;
            } else {
                peers.add(PodSelection.ofPeer(peer, namespace));
            }
        }
        return new Rule(index, item, addresses, peers);
    }

    /// The policies of a direction that select a workload, in the order of the input.
    List<Policy> of(Direction direction, Workload workload) {
        if (byNamespace.isEmpty()) {
            return List.of();
        }
        var both = selecting.computeIfAbsent(
                workload.id(),
                _ -> new Selecting(selecting(Direction.INGRESS, workload), selecting(Direction.EGRESS, workload)));
        return direction == Direction.INGRESS ? both.ingress() : both.egress();
    }

    private List<Policy> selecting(Direction direction, Workload workload) {
        return byNamespace.getOrDefault(workload.namespace(), List.of()).stream()
                .filter(policy ->
                        policy.direction() == direction && policy.pods().hasPod(workload.labels()))
                .toList();
    }

    /// What they make of a connection to this port of the pods.
    Ruling judge(Party from, Workload to, int port) {
        if (from instanceof Party.Pods pods) {
            var out = judge(Direction.EGRESS, pods.workload(), End.of(to), to, port);
            if (out.verdict() != Verdict.YES) {
                return out;
            }
        }
        return judge(Direction.INGRESS, to, End.of(from), to, port);
    }

    /// What they make of a connection of these pods to an address outside the cluster.
    Ruling judgeOut(Workload from, int port) {
        return judge(Direction.EGRESS, from, End.OUTSIDE, from, port);
    }

    /// @param selected the pods whose policies are asked
    /// @param peer the other end
    /// @param listener the end that listens, whose ports have names
    private Ruling judge(Direction direction, Workload selected, End peer, Workload listener, int port) {
        var policies = of(direction, selected);
        Ruling perhaps = null;
        for (var policy : policies) {
            for (var rule : policy.rules()) {
                var match = ports(rule.node(), listener, port).and(peers(rule, peer));
                if (match == Match.YES) {
                    return new Ruling(Verdict.YES, selected, port, policy, rule);
                }
                if (match == Match.SOME && perhaps == null) {
                    perhaps = new Ruling(Verdict.UNDECIDED, selected, port, policy, rule);
                }
            }
        }
        if (perhaps != null) {
            return perhaps;
        }
        return policies.isEmpty()
                ? new Ruling(Verdict.YES, selected, port, null, null)
                : new Ruling(Verdict.NO, selected, port, policies.getFirst(), null);
    }

    private static Match ports(Node rule, Workload listener, int port) {
        var ports = rule.items("ports");
        return Match.of(ports.isEmpty() || ports.stream().anyMatch(one -> isPort(one, listener, port)));
    }

    private static boolean isPort(Node one, Workload listener, int port) {
        if (!one.text("protocol").orElse("TCP").equals("TCP")) {
            return false;
        }
        var number = one.integer("port");
        if (number.isPresent()) {
            return port >= number.get() && port <= one.integer("endPort").orElse(number.get());
        }
        var name = one.text("port").orElse("");
        return name.isEmpty()
                || listener.ports().stream().anyMatch(own -> own.name().equals(name) && own.port() == port);
    }

    private Match peers(Rule rule, End end) {
        var match = rule.isForEveryone() ? Match.YES : rule.addresses() ? Match.SOME : Match.NO;
        for (var peer : rule.peers()) {
            if (match == Match.YES || end.equals(End.OUTSIDE)) {
                return match;
            }
            match = match.or(peer.test(end.namespace(), labelsOf(end.namespace()), end.labels()));
        }
        return match;
    }

    /// The labels of a namespace, with the one that Kubernetes adds.
    Map<String, String> labelsOf(String namespace) {
        return namespaceLabels.computeIfAbsent(namespace, _ -> {
            var labels = new HashMap<>(membership.labelsOf(namespace));
            labels.put("kubernetes.io/metadata.name", namespace);
            return Map.copyOf(labels);
        });
    }
}
