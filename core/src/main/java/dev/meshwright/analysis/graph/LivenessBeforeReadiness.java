package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A liveness probe gives a container up before its readiness probe begins.
final class LivenessBeforeReadiness implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1304",
            "LivenessBeforeReadiness",
            Category.CAPACITY,
            Severity.WARNING,
            "Liveness gives up before readiness begins",
            "The delay of the readiness probe says how long the container needs to start. The liveness probe has failed for the"
                    + " last time before that, so a slow start ends in a restart, and the next one too.",
            "Add a startupProbe, which holds the others back, or raise the liveness probe's failureThreshold.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - name: reviews
                  image: registry.example/reviews:1
                  livenessProbe:
                    httpGet: {path: /live, port: 8080}
                    periodSeconds: 5
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                    initialDelaySeconds: 60
""",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - name: reviews
                  image: registry.example/reviews:1
                  startupProbe:
                    httpGet: {path: /live, port: 8080}
                    failureThreshold: 12
                  livenessProbe:
                    httpGet: {path: /live, port: 8080}
                    periodSeconds: 5
                  readinessProbe:
                    httpGet: {path: /ready, port: 8080}
                    initialDelaySeconds: 60
""",
            "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return MapFindings.of(mesh, INFO, "early-liveness");
    }
}
