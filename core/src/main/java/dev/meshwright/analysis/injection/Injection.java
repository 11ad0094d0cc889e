package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.Optional;

/// Whether istiod's webhook puts a sidecar into a workload's pods.
public final class Injection {
    /// The label of a pod template that asks for a sidecar, or refuses it; an annotation of that name is deprecated.
    static final String INJECT = "sidecar.istio.io/inject";

    static final String NAMESPACE_LABEL = "istio-injection";
    static final String REVISION = "istio.io/rev";
    static final String DATAPLANE_MODE = "istio.io/dataplane-mode";

    private Injection() {}

    /// Whether the workload's pods run with a sidecar: it stands in the manifest, its label asks for it, or its
    /// namespace does and nothing refuses it.
    public static boolean hasSidecar(Mesh mesh, Workload workload) {
        if (hasProxyContainer(workload)) {
            return true;
        }
        if (workload.hostNetwork()) {
            return false;
        }
        return wish(workload)
                .map(wish -> wish.equals("true"))
                .orElseGet(() -> namespaceInjects(mesh, workload.namespace()));
    }

    /// Whether pods of a namespace get a sidecar without asking for it.
    public static boolean namespaceInjects(Mesh mesh, String namespace) {
        return mesh.namespace(namespace).map(Injection::injects).orElse(false);
    }

    static boolean injects(Manifest namespace) {
        var label = namespace.labels().get(NAMESPACE_LABEL);
        return label == null ? namespace.labels().containsKey(REVISION) : label.equals("enabled");
    }

    /// What the pod template says itself; the label wins over the annotation.
    static Optional<String> wish(Workload workload) {
        return Optional.ofNullable(workload.labels().get(INJECT))
                .or(() -> Optional.ofNullable(workload.annotations().get(INJECT)));
    }

    static boolean hasProxyContainer(Workload workload) {
        return hasProxyContainer(workload, "containers") || hasProxyContainer(workload, "initContainers");
    }

    private static boolean hasProxyContainer(Workload workload, String list) {
        return workload.podSpec().items(list).stream()
                .anyMatch(container -> container.text("name").orElse("").equals("istio-proxy")
                        && !container.text("image").orElse("").isEmpty());
    }
}
