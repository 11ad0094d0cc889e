package dev.meshwright.access;

import dev.meshwright.topology.Workload;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether istiod's webhook puts a sidecar into a workload's pods, told by their labels and those of their namespace.
/// Where the namespace's object is not known, its labels are taken for none.
public final class SidecarInjection {
    /// The label of a pod template that asks for a sidecar, or refuses it; an annotation of that name is deprecated.
    public static final String INJECT = "sidecar.istio.io/inject";

    public static final String NAMESPACE_LABEL = "istio-injection";
    public static final String REVISION = "istio.io/rev";
    public static final String DATAPLANE_MODE = "istio.io/dataplane-mode";

    /// What the webhook takes for a yes, in upper or lower case.
    private static final Set<String> YES = Set.of("y", "yes", "true", "on");

    private SidecarInjection() {}

    /// Whether the pods are to get a sidecar: the API server calls the webhook for them, and they say nothing else.
    public static boolean isWanted(Workload workload, Map<String, String> namespace) {
        return reachesWebhook(workload, namespace)
                && wish(workload).map(SidecarInjection::isYes).orElse(true);
    }

    /// What the selectors of the webhooks say, which look at labels only.
    private static boolean reachesWebhook(Workload workload, Map<String, String> namespace) {
        var label = workload.labels().getOrDefault(INJECT, "");
        if (label.equals("false")) {
            return false;
        }
        if (namespace.containsKey(NAMESPACE_LABEL)) {
            return injects(namespace);
        }
        return label.equals("true") || workload.labels().containsKey(REVISION) || namespace.containsKey(REVISION);
    }

    public static boolean isYes(String wish) {
        return YES.contains(wish.toLowerCase(Locale.ROOT));
    }

    /// Whether pods of a namespace with these labels get a sidecar without asking for it.
    public static boolean injects(Map<String, String> namespace) {
        var label = namespace.get(NAMESPACE_LABEL);
        return label == null ? namespace.containsKey(REVISION) : label.equals("enabled");
    }

    /// What the pod template says itself; the label wins over the annotation.
    public static Optional<String> wish(Workload workload) {
        return Optional.ofNullable(workload.labels().get(INJECT))
                .or(() -> Optional.ofNullable(workload.annotations().get(INJECT)))
                .filter(wish -> !wish.isEmpty());
    }

    /// Whether the sidecar stands in the manifest, as a container or as one that starts before the others.
    public static boolean hasProxyContainer(Workload workload) {
        return hasProxyContainer(workload, "containers") || hasProxyContainer(workload, "initContainers");
    }

    private static boolean hasProxyContainer(Workload workload, String list) {
        return workload.podSpec().items(list).stream()
                .anyMatch(container -> container.text("name").orElse("").equals("istio-proxy")
                        && !container.text("image").orElse("").isEmpty());
    }
}
