package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A Pod of an injected namespace runs without a sidecar. Looks at Pods only: a template has none before injection.
final class PodWithoutProxy implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0103",
            "PodWithoutProxy",
            Category.INJECTION,
            Severity.WARNING,
            "A Pod of an injected namespace has no sidecar",
            "It was made before injection was enabled, or while the webhook did not answer: it is outside the mesh.",
            "Restart the workload, so that its pods are made anew.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews-0, namespace: shop}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews-0, namespace: shop}
            spec:
              containers:
                - {name: reviews, image: "registry.example/reviews:1"}
                - {name: istio-proxy, image: "registry.example/proxyv2:1"}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0103/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.workloads().stream()
                .filter(workload -> workload.kind().equals("Pod")
                        && !workload.hostNetwork()
                        && !SidecarInjection.wish(workload).orElse("").equalsIgnoreCase("false")
                        && !SidecarInjection.hasProxyContainer(workload)
                        && Injection.namespaceInjects(mesh, workload.namespace()))
                .map(workload -> Finding.of(
                        INFO,
                        workload.manifest(),
                        workload.where(),
                        "spec.containers",
                        "Pod " + workload.id() + " has no container istio-proxy",
                        INFO.fix()));
    }
}
