package dev.meshwright.analysis.ambient;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Pods that ask for ambient mode and for a sidecar.
final class SidecarAndAmbient implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4304",
            "SidecarAndAmbient",
            Category.AMBIENT,
            Severity.WARNING,
            "Pods ask for ambient mode and for a sidecar",
            "A pod with a sidecar is not taken over by ztunnel: the label for ambient mode has no "
                    + "effect, and policies with targetRefs do not reach the pod.",
            "Keep one of the two: remove istio.io/dataplane-mode, or the sidecar.",
            """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: cart, namespace: shop}
                    spec:
                      template:
                        metadata: {labels: {app: cart, istio.io/dataplane-mode: ambient, sidecar.istio.io/inject: "true"}}
                        spec: {containers: [{name: cart}]}
                    """,
            """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: cart, namespace: shop}
                    spec:
                      template:
                        metadata: {labels: {app: cart, istio.io/dataplane-mode: ambient}}
                        spec: {containers: [{name: cart}]}
                    """,
            "https://istio.io/latest/docs/ambient/usage/add-workloads/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return mesh.workloads().stream()
                .filter(workload ->
                        "ambient".equals(workload.labels().get("istio.io/dataplane-mode")) && view.hasSidecar(workload))
                .map(workload -> Finding.of(
                        INFO,
                        workload.manifest(),
                        workload.where(),
                        "spec.template.metadata.labels",
                        "the pods of " + workload.id()
                                + " get a sidecar, so their label for ambient mode has no effect",
                        INFO.fix()));
    }
}
