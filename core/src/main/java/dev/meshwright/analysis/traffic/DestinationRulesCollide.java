package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Several DestinationRules of a namespace for one host, which say different things.
final class DestinationRulesCollide implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1105",
            "DestinationRulesCollide",
            Category.TRAFFIC,
            Severity.WARNING,
            "Two DestinationRules for one host contradict each other",
            "istiod makes one of them: of two trafficPolicies, and of two subsets of one name, it keeps those of the older"
                    + " object and drops the others without a word. Which one is older is in no file.",
            "Merge them into one DestinationRule.",
            rules("maxConnections: 10", "maxConnections: 100"),
            rules("maxConnections: 10", ""),
            "https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services");

    private static String rules(String first, String second) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews, namespace: shop}
                spec:
                  host: reviews
                  trafficPolicy: {connectionPool: {tcp: {%s}}}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews-subsets, namespace: shop}
                spec:
                  host: reviews.shop.svc.cluster.local
                  %s
                  subsets: [{name: v1, labels: {version: v1}}]
                """.formatted(first, second.isEmpty() ? "" : "trafficPolicy: {connectionPool: {tcp: {" + second + "}}}");
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// What two rules have in common that count for the same calls of the same callers.
    private record Place(String namespace, String host, List<String> exportTo) {}

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var byPlace = new LinkedHashMap<Place, List<Manifest>>();
        for (var rule : Istio.destinationRules(mesh)) {
            var host = rule.root().text("spec", "host").orElse("");
            if (!host.isEmpty() && rule.root().at("spec", "workloadSelector").isEmpty()) {
                var exportTo = Istio.exportTo(rule).stream().sorted().toList();
                byPlace.computeIfAbsent(
                                new Place(
                                        rule.namespaceOrDefault(),
                                        Hosts.fullName(rule.namespaceOrDefault(), host),
                                        exportTo.equals(List.of("*")) ? List.of() : exportTo),
                                _ -> new ArrayList<>())
                        .add(rule);
            }
        }
        return byPlace.values().stream().filter(rules -> rules.size() > 1).flatMap(DestinationRulesCollide::findings);
    }

    private static Stream<Finding> findings(List<Manifest> rules) {
        var findings = new ArrayList<Finding>();
        for (int i = 1; i < rules.size(); i++) {
            for (var earlier : rules.subList(0, i)) {
                if (!earlier.id().equals(rules.get(i).id())) {
                    collision(earlier, rules.get(i)).ifPresent(findings::add);
                }
            }
        }
        return findings.stream();
    }

    private static Optional<Finding> collision(Manifest one, Manifest other) {
        var policy = one.root().at("spec", "trafficPolicy");
        var otherPolicy = other.root().at("spec", "trafficPolicy");
        if (policy.isPresent() && otherPolicy.isPresent() && !policy.get().isSameAs(otherPolicy.get())) {
            return Optional.of(finding(
                    other,
                    otherPolicy.get(),
                    "spec.trafficPolicy",
                    "DestinationRule " + one.id() + " has another trafficPolicy for the host; only the older counts"));
        }
        for (var subset : other.root().items("spec", "subsets")) {
            var name = subset.text("name").orElse("");
            boolean differs = one.root().items("spec", "subsets").stream()
                    .anyMatch(own -> own.text("name").orElse("").equals(name) && !own.isSameAs(subset));
            if (differs) {
                return Optional.of(finding(
                        other,
                        subset,
                        "spec.subsets",
                        "DestinationRule " + one.id() + " has another subset " + name + " of the host; only the older"
                                + " counts"));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(Manifest rule, Node where, String path, String message) {
        return Finding.of(INFO, rule, where.where(), path, message, INFO.fix());
    }
}
