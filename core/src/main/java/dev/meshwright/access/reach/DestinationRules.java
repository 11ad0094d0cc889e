package dev.meshwright.access.reach;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What callers' proxies do with a host: its subsets, and how they connect. The caller's namespace is asked first, then
/// the Service's, then the root namespace; the first that has rules for the host decides. To callers of the root
/// namespace its rules for the whole mesh come last too.
public final class DestinationRules {
    private final HostIndex rules;
    private final MeshSettings settings;

    public DestinationRules(Manifests manifests, MeshSettings settings) {
        this.rules = HostIndex.of(manifests.ofKind("networking.istio.io", "DestinationRule"), "spec", "host");
        this.settings = settings;
    }

    /// The TLS mode that a rule sets.
    public record Tls(String mode, Manifest rule, Node node) {}

    /// The rules that count for a host, the oldest first; those after the first only add subsets.
    ///
    /// @param serviceNamespace the namespace of the Service behind the host
    public List<Manifest> of(String clientNamespace, String serviceNamespace, String host) {
        var all = rules.of(host);
        var levels = List.of(clientNamespace, serviceNamespace, settings.rootNamespace());
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            boolean isOwn = level.equals(clientNamespace);
            boolean isPrivateOnly = i == 0 && level.equals(settings.rootNamespace());
            var candidates = all.stream()
                    .filter(entry -> entry.object().namespaceOrDefault().equals(level)
                            && (isOwn || Visible.isSeen(entry.object(), clientNamespace))
                            && (!isPrivateOnly || Visible.isPrivate(entry.object()))
                            && entry.object()
                                    .root()
                                    .at("spec", "workloadSelector")
                                    .isEmpty())
                    .toList();
            if (!candidates.isEmpty()) {
                var best = candidates.stream()
                        .map(HostIndex.Entry::host)
                        .max(Comparator.comparingInt(DestinationRules::rank))
                        .orElseThrow();
                return candidates.stream()
                        .filter(entry -> entry.host().equals(best))
                        .map(HostIndex.Entry::object)
                        .toList();
            }
        }
        return List.of();
    }

    /// The pod labels of a subset; empty where no rule declares it.
    public static Optional<SequencedMap<String, String>> subset(List<Manifest> rules, String name) {
        return subsetNode(rules, name).map(subset -> {
            var labels = new LinkedHashMap<String, String>();
            for (var label : subset.entries("labels")) {
                labels.put(label.key(), label.value().text().orElse(""));
            }
            return labels;
        });
    }

    /// What the rules say of TLS to a port of the host: for the subset, else for the host; for the port, else for all.
    public static Optional<Tls> tls(List<Manifest> rules, @Nullable String subset, int port) {
        var places = new ArrayList<Node>();
        if (subset != null) {
            subsetNode(rules, subset).flatMap(node -> node.at("trafficPolicy")).ifPresent(places::add);
        }
        rules.stream()
                .flatMap(rule -> rule.root().at("spec", "trafficPolicy").stream())
                .findFirst()
                .ifPresent(places::add);
        return places.stream()
                .flatMap(policy -> tls(policy, port).stream())
                .findFirst()
                .flatMap(tls -> tls.text("mode").map(mode -> new Tls(mode, rules.getFirst(), tls)));
    }

    private static Optional<Node> tls(Node trafficPolicy, int port) {
        return trafficPolicy.items("portLevelSettings").stream()
                .filter(settings -> settings.integer("port", "number").orElse(-1) == port)
                .findFirst()
                .map(settings -> settings.at("tls"))
                .orElseGet(() -> trafficPolicy.at("tls"));
    }

    private static Optional<Node> subsetNode(List<Manifest> rules, String name) {
        return rules.stream()
                .flatMap(rule -> rule.root().items("spec", "subsets").stream())
                .filter(subset -> subset.text("name").orElse("").equals(name))
                .findFirst();
    }

    /// Exact hosts before wildcards, longer ones before shorter.
    private static int rank(String host) {
        return host.startsWith("*") ? host.length() : Integer.MAX_VALUE;
    }
}
