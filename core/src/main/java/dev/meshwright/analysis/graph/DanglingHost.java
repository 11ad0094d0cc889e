package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A workload's settings name a host of the cluster that does not exist.
final class DanglingHost implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1201",
            "DanglingHost",
            Category.REFERENCE,
            Severity.WARNING,
            "A workload calls a host that does not exist",
            "The name does not resolve in the cluster, so every such call fails; and the dependency graph, with all that"
                    + " is generated from it, lacks the edge that was meant.",
            "Correct the host name, or add the Service.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - name: reviews
                  image: registry.example/reviews:1
                  env: [{name: RATINGS_URL, value: "http://ratings.shop.svc.cluster.local"}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: ratings, namespace: shop}
            spec:
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - name: reviews
                  image: registry.example/reviews:1
                  env: [{name: RATINGS_URL, value: "http://ratings.shop.svc.cluster.local"}]
            """,
            "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksServices = mesh.lacks("", "Service");
        return MapFindings.of(mesh, INFO, "dangling-host")
                .map(finding -> lacksServices ? finding.asInference() : finding);
    }
}
