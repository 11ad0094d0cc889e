package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.topology.Workload;

/// Whether workloads run without a sidecar, behind the ztunnel of their node.
final class Ambient {
    private Ambient() {}

    /// Whether a running pod's traffic is redirected to the ztunnel, as Istio notes on the pod.
    static boolean isCaptured(Workload workload) {
        return "enabled".equals(workload.annotations().get("ambient.istio.io/redirection"));
    }

    /// Whether a namespace is in ambient mode; one that asks for sidecars too is not.
    static boolean isAmbient(Mesh mesh, String namespace) {
        return mesh.namespace(namespace)
                .filter(object -> "ambient".equals(object.labels().get("istio.io/dataplane-mode"))
                        && !"enabled".equals(object.labels().get("istio-injection"))
                        && object.labels().getOrDefault("istio.io/rev", "").isEmpty())
                .isPresent();
    }
}
