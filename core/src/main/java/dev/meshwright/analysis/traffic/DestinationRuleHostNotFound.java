package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.stream.Stream;

/// A DestinationRule is for a host that no Service or ServiceEntry declares.
final class DestinationRuleHostNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0174",
            "DestinationRuleHostNotFound",
            Category.REFERENCE,
            Severity.WARNING,
            "A DestinationRule's host does not exist",
            "The rule applies to nothing: its connection pool, outlier detection and TLS settings are never used.",
            "Correct the host, or remove the rule.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: istio-config}
            spec:
              host: reviews
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: istio-config}
            spec:
              host: reviews.shop.svc.cluster.local
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0174/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksHosts = Istio.lacksHosts(mesh);
        return Istio.destinationRules(mesh).stream()
                .flatMap(rule -> finding(mesh, rule))
                .map(finding -> lacksHosts ? finding.asInference() : finding);
    }

    private static Stream<Finding> finding(Mesh mesh, Manifest rule) {
        var host = rule.root().text("spec", "host").orElse("");
        var namespace = rule.namespaceOrDefault();
        if (host.isEmpty()
                || mesh.hosts().find(namespace, host, Istio.exportTo(rule)).isPresent()
                || (host.startsWith("*") && mesh.hosts().anyMatches(host))) {
            return Stream.empty();
        }
        return Stream.of(Finding.of(
                INFO,
                rule,
                rule.where("spec", "host"),
                "spec.host",
                "no Service or ServiceEntry that " + namespace + " can see has the host " + host,
                mesh.hosts()
                        .closest(namespace, host)
                        .map(closest -> "Write " + closest + ", if that is meant; else remove the rule.")
                        .orElse(INFO.fix())));
    }
}
