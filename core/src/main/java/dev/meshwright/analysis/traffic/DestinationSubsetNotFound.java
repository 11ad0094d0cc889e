package dev.meshwright.analysis.traffic;

import dev.meshwright.Closest;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A VirtualService routes to a subset that no DestinationRule of the host declares.
final class DestinationSubsetNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "DestinationSubsetNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A route's subset is declared nowhere",
            "There is no cluster for the subset, so every request that takes the route gets a 503.",
            "Declare the subset in the DestinationRule of the host, or route to one that exists.",
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: shop}
            spec:
              host: reviews
              subsets: [{name: v1, labels: {version: v1}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews, subset: v2}
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: shop}
            spec:
              host: reviews
              subsets: [{name: v1, labels: {version: v1}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews, subset: v1}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var subsetsByHost = subsetsByHost(mesh);
        boolean lacksRules = mesh.lacks(Istio.NETWORKING, "DestinationRule");
        return Destination.all(mesh)
                .flatMap(destination -> destination.subset().stream()
                        .flatMap(subset -> finding(destination, subset, declared(subsetsByHost, destination))))
                .map(finding -> lacksRules ? finding.asInference() : finding);
    }

    /// By host, the names of the subsets that each namespace declares for it.
    private static Map<String, Map<String, Set<String>>> subsetsByHost(Mesh mesh) {
        var subsets = new HashMap<String, Map<String, Set<String>>>();
        for (var rule : Istio.destinationRules(mesh)) {
            var host = rule.root().text("spec", "host").orElse("");
            var names = subsets.computeIfAbsent(Hosts.fullName(rule.namespaceOrDefault(), host), _ -> new HashMap<>())
                    .computeIfAbsent(rule.namespaceOrDefault(), _ -> new TreeSet<>());
            for (Node subset : rule.root().items("spec", "subsets")) {
                subset.text("name").ifPresent(names::add);
            }
        }
        return subsets;
    }

    /// The subsets of the host itself, and of the wildcards above it in namespaces that have no closer rule: of a
    /// namespace's rules istiod takes only the closest.
    private static Set<String> declared(Map<String, Map<String, Set<String>>> subsetsByHost, Destination destination) {
        var host = destination.fullHost();
        var declared = new TreeSet<String>();
        var namespaces = new HashSet<String>();
        addSubsets(declared, namespaces, subsetsByHost.getOrDefault(host, Map.of()));
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            addSubsets(declared, namespaces, subsetsByHost.getOrDefault("*" + host.substring(dot), Map.of()));
        }
        addSubsets(declared, namespaces, subsetsByHost.getOrDefault("*", Map.of()));
        return declared;
    }

    private static void addSubsets(Set<String> declared, Set<String> namespaces, Map<String, Set<String>> byNamespace) {
        byNamespace.forEach((namespace, names) -> {
            if (namespaces.add(namespace)) {
                declared.addAll(names);
            }
        });
    }

    private static Stream<Finding> finding(Destination destination, String subset, Set<String> declared) {
        if (declared.contains(subset)) {
            return Stream.empty();
        }
        var names = String.join(", ", declared);
        return Stream.of(Finding.of(
                INFO,
                destination.virtualService(),
                destination.where("subset"),
                destination.path() + ".subset",
                "no DestinationRule of " + destination.host() + " declares the subset " + subset
                        + (declared.isEmpty() ? "" : "; there are " + names),
                Closest.to(subset, declared)
                        .map(closest -> "Use " + closest + ", or declare " + subset + ".")
                        .orElse(INFO.fix())));
    }
}
