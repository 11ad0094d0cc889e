package dev.meshwright.access;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which workloads are in the mesh, as far as their own and their namespace's settings tell.
public final class Membership {
    private static final String INJECT = "sidecar.istio.io/inject";
    private static final String DATAPLANE_MODE = "istio.io/dataplane-mode";
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
        var namespace = labelsOf(workload.namespace());
        if (SYSTEM.contains(workload.namespace()) || workload.hostNetwork()) {
            return State.OUT;
        }
        if (hasProxyContainer(workload)) {
            return State.IN;
        }
        if ("disabled".equals(namespace.get("istio-injection"))) {
            return State.OUT;
        }
        var own = workload.labels().getOrDefault(INJECT, workload.annotations().getOrDefault(INJECT, ""));
        if (own.equals("true") || own.equals("false")) {
            return own.equals("true") ? State.IN : State.OUT;
        }
        var mode = workload.labels().getOrDefault(DATAPLANE_MODE, namespace.getOrDefault(DATAPLANE_MODE, ""));
        boolean labelled = "enabled".equals(namespace.get("istio-injection"))
                || namespace.containsKey("istio.io/rev")
                || mode.equals("ambient");
        return labelled ? State.IN : State.UNSAID;
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

    private boolean isAmbient(Workload workload) {
        var namespace = labelsOf(workload.namespace());
        boolean hasSidecar = hasProxyContainer(workload)
                || workload.labels().getOrDefault(INJECT, "").equals("true")
                || "enabled".equals(namespace.get("istio-injection"))
                || namespace.containsKey("istio.io/rev");
        var mode = workload.labels().getOrDefault(DATAPLANE_MODE, namespace.getOrDefault(DATAPLANE_MODE, ""));
        return !hasSidecar && mode.equals("ambient");
    }

    /// The labels of a namespace's objects; none where the input holds none.
    public Map<String, String> labelsOf(String namespace) {
        return namespaceLabels.getOrDefault(namespace, Map.of());
    }

    /// Whether the input holds this namespace's object.
    public boolean knowsNamespace(String namespace) {
        return namespaceLabels.containsKey(namespace);
    }

    private static boolean hasProxyContainer(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .anyMatch(container -> container.text("name").orElse("").equals("istio-proxy"));
    }
}
