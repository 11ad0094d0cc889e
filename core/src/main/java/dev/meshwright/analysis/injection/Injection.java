package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether istiod's webhook puts a sidecar into a workload's pods.
public final class Injection {
    /// The label of a pod template that asks for a sidecar, or refuses it; an annotation of that name is deprecated.
    static final String INJECT = "sidecar.istio.io/inject";

    static final String NAMESPACE_LABEL = "istio-injection";
    static final String REVISION = "istio.io/rev";
    static final String DATAPLANE_MODE = "istio.io/dataplane-mode";

    private Injection() {}

    /// What the webhook takes for a yes, in upper or lower case.
    private static final Set<String> YES = Set.of("y", "yes", "true", "on");

    /// Whether the workload's pods run with a sidecar: it stands in the manifest, or the webhook injects it.
    public static boolean hasSidecar(Mesh mesh, Workload workload) {
        return hasProxyContainer(workload) || (!workload.hostNetwork() && isWanted(mesh, workload));
    }

    /// Whether the pods are to get a sidecar: the API server calls the webhook for them, and they say nothing else.
    static boolean isWanted(Mesh mesh, Workload workload) {
        return reachesWebhook(mesh, workload)
                && wish(workload).map(Injection::isYes).orElse(true);
    }

    /// What the selectors of the webhooks say, which look at labels only.
    private static boolean reachesWebhook(Mesh mesh, Workload workload) {
        var label = workload.labels().getOrDefault(INJECT, "");
        if (label.equals("false")) {
            return false;
        }
        var namespace = mesh.namespace(workload.namespace()).map(Manifest::labels);
        if (namespace.filter(labels -> labels.containsKey(NAMESPACE_LABEL)).isPresent()) {
            return namespaceInjects(mesh, workload.namespace());
        }
        return label.equals("true")
                || workload.labels().containsKey(REVISION)
                || namespace.filter(labels -> labels.containsKey(REVISION)).isPresent();
    }

    static boolean isYes(String wish) {
        return YES.contains(wish.toLowerCase(Locale.ROOT));
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
                .or(() -> Optional.ofNullable(workload.annotations().get(INJECT)))
                .filter(wish -> !wish.isEmpty());
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
