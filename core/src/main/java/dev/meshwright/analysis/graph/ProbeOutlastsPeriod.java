package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A probe may take longer than the time between two of them.
final class ProbeOutlastsPeriod implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1303",
            "ProbeOutlastsPeriod",
            Category.CAPACITY,
            Severity.WARNING,
            "A health check may take longer than its period",
            "The kubelet runs the checks of a container one after the other: while one waits for its timeout the next ones are"
                    + " late, so that a container that hangs is taken out later than failureThreshold x periodSeconds says.",
            "Make timeoutSeconds at most periodSeconds.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - name: reviews
                  image: registry.example/reviews:1
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 5
                    timeoutSeconds: 10
""",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - name: reviews
                  image: registry.example/reviews:1
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                    periodSeconds: 10
                    timeoutSeconds: 5
""",
            "https://kubernetes.io/docs/concepts/workloads/pods/probes/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return MapFindings.of(mesh, INFO, "slow-probe");
    }
}
