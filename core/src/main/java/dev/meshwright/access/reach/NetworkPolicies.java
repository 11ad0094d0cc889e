package dev.meshwright.access.reach;

import dev.meshwright.access.Membership;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kubernetes' own policies on packets. A pod that none selects takes and sends everything; one that some select takes
/// what one of them lists.
final class NetworkPolicies {
    private final Map<String, List<Manifest>> byNamespace = new HashMap<>();
    private final Membership membership;

    NetworkPolicies(Manifests manifests, Membership membership) {
        this.membership = membership;
        manifests
                .ofKind("networking.k8s.io", "NetworkPolicy")
                .forEach(policy -> byNamespace
                        .computeIfAbsent(policy.namespaceOrDefault(), _ -> new ArrayList<>())
                        .add(policy));
    }

    /// One end of a connection.
    ///
    /// @param namespace "" where it is not known
    /// @param labels null where they are not known
    private record End(String namespace, @Nullable Map<String, String> labels) {
        static End of(Workload workload) {
            return new End(workload.namespace(), workload.labels());
        }

        static End of(Party party) {
            return party instanceof Party.Pods pods ? of(pods.workload()) : new End(party.namespace(), null);
        }
    }

    boolean isEmpty() {
        return byNamespace.isEmpty();
    }

    /// What they make of a connection to this port of the pods.
    Reason judge(Party from, Workload to, int port) {
        if (from instanceof Party.Pods pods) {
            var out = direction("Egress", "egress", "to", pods.workload(), End.of(to), to, port);
            if (out.isPresent() && out.get().verdict() != Verdict.YES) {
                return out.get();
            }
        }
        return direction("Ingress", "ingress", "from", to, End.of(from), to, port)
                .orElseGet(() -> Reason.of(Layer.NETWORK, Verdict.YES, "no NetworkPolicy selects " + to.id()));
    }

    /// @param selected the pods whose policies are asked
    /// @param peer the other end
    /// @param listener the end that listens, whose ports have names
    private Optional<Reason> direction(
            String type, String rules, String peers, Workload selected, End peer, Workload listener, int port) {
        var policies = byNamespace.getOrDefault(selected.namespace(), List.of()).stream()
                .filter(policy -> isOfType(policy.root(), type)
                        && policy.root()
                                .at("spec", "podSelector")
                                .map(selector -> new LabelSelector(selector).matches(selected.labels()))
                                .orElse(true))
                .toList();
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        Reason perhaps = null;
        for (var policy : policies) {
            var items = policy.root().items("spec", rules);
            for (int i = 0; i < items.size(); i++) {
                var match = ports(items.get(i), listener, port).and(peers(items.get(i), peers, policy, peer));
                var name = "NetworkPolicy " + policy.id();
                var place = name + ", " + rules + "[" + i + "]";
                if (match == Match.YES) {
                    return Optional.of(new Reason(
                            Layer.NETWORK,
                            Verdict.YES,
                            place + " admits it",
                            name,
                            i,
                            items.get(i).where()));
                }
                if (match == Match.SOME && perhaps == null) {
                    perhaps = new Reason(
                            Layer.NETWORK,
                            Verdict.UNDECIDED,
                            place + " admits it from some addresses or pods",
                            name,
                            i,
                            items.get(i).where());
                }
            }
        }
        var first = policies.getFirst();
        return Optional.of(
                perhaps != null
                        ? perhaps
                        : Reason.of(
                                Layer.NETWORK,
                                Verdict.NO,
                                "no NetworkPolicy admits " + rules + " " + (rules.equals("egress") ? "of " : "to ")
                                        + selected.id() + " on port " + port + "; " + first.id() + " selects it",
                                "NetworkPolicy " + first.id(),
                                first.where()));
    }

    private static boolean isOfType(Node policy, String type) {
        var types = policy.items("spec", "policyTypes");
        if (types.isEmpty()) {
            return type.equals("Ingress") || !policy.items("spec", "egress").isEmpty();
        }
        return types.stream().anyMatch(item -> item.text().orElse("").equals(type));
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

    private Match peers(Node rule, String key, Manifest policy, End end) {
        var peers = rule.items(key);
        var match = Match.of(peers.isEmpty());
        for (var peer : peers) {
            match = match.or(peer(peer, policy, end));
        }
        return match;
    }

    private Match peer(Node peer, Manifest policy, End end) {
        if (peer.at("ipBlock").isPresent()) {
            return Match.SOME;
        }
        var namespaces = peer.at("namespaceSelector");
        var pods = peer.at("podSelector");
        var match = Match.YES;
        if (end.namespace().isEmpty()) {
            match = Match.SOME;
        } else if (namespaces.isPresent()) {
            match = Match.of(new LabelSelector(namespaces.get()).matches(labelsOf(end.namespace())));
        } else {
            match = Match.of(end.namespace().equals(policy.namespaceOrDefault()));
        }
        if (pods.isPresent() && !pods.get().entries().isEmpty()) {
            match = match.and(
                    end.labels() == null ? Match.SOME : Match.of(new LabelSelector(pods.get()).matches(end.labels())));
        }
        return match;
    }

    private Map<String, String> labelsOf(String namespace) {
        var labels = new HashMap<>(membership.labelsOf(namespace));
        labels.put("kubernetes.io/metadata.name", namespace);
        return labels;
    }
}
