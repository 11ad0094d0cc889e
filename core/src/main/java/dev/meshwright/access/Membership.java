package dev.meshwright.access;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which workloads are in the mesh, as far as their own and their namespace's settings tell.
public final class Membership {
    private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");

    private final Map<String, Map<String, String>> namespaceLabels = new HashMap<>();

    /// What the settings say.
    public enum State {
        IN,
        OUT,
        /// Nothing is said: the namespace's object is missing or has no label for the mesh.
        UNSAID
    }

    private Membership() {}

    public static Membership of(Manifests manifests) {
        var membership = new Membership();
        manifests
                .ofKind("", "Namespace")
                .forEach(object -> membership
                        .namespaceLabels
                        .computeIfAbsent(object.name(), _ -> new HashMap<>())
                        .putAll(object.labels()));
        return membership;
    }

    public State of(Workload workload) {
        if (SYSTEM.contains(workload.namespace()) || workload.hostNetwork()) {
            return State.OUT;
        }
        if (hasSidecar(workload) || isCaptured(workload)) {
            return State.IN;
        }
        boolean isRefused = SidecarInjection.wish(workload)
                .filter(wish -> !SidecarInjection.isYes(wish))
                .isPresent();
        return isRefused || "disabled".equals(labelsOf(workload.namespace()).get(SidecarInjection.NAMESPACE_LABEL))
                ? State.OUT
                : State.UNSAID;
    }

    /// What stands between a workload and the network.
    public enum Proxy {
        SIDECAR,
        ZTUNNEL,
        NONE
    }

    /// The proxy that a workload's connections go through. Where the namespace's object is not in the input, a sidecar
    /// is taken for granted.
    public Proxy proxyOf(Workload workload) {
        return switch (of(workload)) {
            case IN -> isAmbient(workload) ? Proxy.ZTUNNEL : Proxy.SIDECAR;
            case OUT -> Proxy.NONE;
            case UNSAID -> knowsNamespace(workload.namespace()) ? Proxy.NONE : Proxy.SIDECAR;
        };
    }

    /// Pods with a sidecar stay with it in an ambient namespace.
    private boolean isAmbient(Workload workload) {
        return !hasSidecar(workload) && isCaptured(workload);
    }

    private boolean hasSidecar(Workload workload) {
        return SidecarInjection.hasProxyContainer(workload)
                || SidecarInjection.isWanted(workload, labelsOf(workload.namespace()));
    }

    /// Whether the labels send the pods' traffic through ztunnel; those about sidecars do not matter for that.
    private boolean isCaptured(Workload workload) {
        var namespace = labelsOf(workload.namespace());
        return workload.labels()
                .getOrDefault(
                        SidecarInjection.DATAPLANE_MODE, namespace.getOrDefault(SidecarInjection.DATAPLANE_MODE, ""))
                .equals("ambient");
    }

    /// The labels of a namespace's objects; none where the input holds none.
    public Map<String, String> labelsOf(String namespace) {
        return namespaceLabels.getOrDefault(namespace, Map.of());
    }

    /// Whether the input holds this namespace's object.
    public boolean knowsNamespace(String namespace) {
        return namespaceLabels.containsKey(namespace);
    }
}
