package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// A workload that is meant to be in the mesh uses its node's network, where no sidecar is injected.
final class HostNetworkInMesh implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW5104",
            "HostNetworkInMesh",
            Category.INJECTION,
            Severity.WARNING,
            "A pod on the host network gets no sidecar",
            "The webhook passes over pods with hostNetwork: true. The workload calls and is called in plaintext, with"
                    + " no identity, so STRICT peers and authorization policies refuse it.",
            "Remove hostNetwork, or refuse injection explicitly and plan for its plaintext traffic.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: collector, namespace: shop}
            spec:
              hostNetwork: true
              containers: [{name: collector, image: "registry.example/collector:1"}]
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: collector, namespace: shop, labels: {sidecar.istio.io/inject: "false"}}
            spec:
              hostNetwork: true
              containers: [{name: collector, image: "registry.example/collector:1"}]
            """,
            "https://istio.io/latest/docs/ops/common-problems/injection/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.workloads().stream()
                .filter(workload -> workload.hostNetwork()
                        && !SidecarInjection.hasProxyContainer(workload)
                        && Injection.isWanted(mesh, workload))
                .map(workload -> Finding.of(
                        INFO,
                        workload.manifest(),
                        workload.podSpec().at("hostNetwork").map(Node::where).orElse(workload.where()),
                        "spec.hostNetwork",
                        workload.id() + " uses the host's network, so no sidecar is injected",
                        INFO.fix()));
    }
}
