package dev.meshwright.topology;

import dev.meshwright.manifest.Manifests;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds Services whose manifests set no namespace under the namespace that hosts give them: what a chart renders
/// without a namespace lands wherever it is applied, and its hosts often say where (`web.shop.svc`).
final class Placement {
    private final Map<String, Service> unplaced = new HashMap<>();
    private final Set<String> namespaces;

    /// @param services by id
    /// @param namespaces those that the input holds something of
    Placement(Manifests manifests, Map<String, Service> services, Set<String> namespaces) {
        this.namespaces = Set.copyOf(namespaces);
        manifests
                .ofKind("", "Service")
                .filter(manifest -> manifest.namespace().isEmpty())
                .forEach(manifest -> Optional.ofNullable(services.get(manifest.id()))
                        .ifPresent(service -> unplaced.put(service.name(), service)));
    }

    /// The Service without a namespace that the host most likely means; none where the input knows the host's
    /// namespace.
    Optional<Service> resolve(String host) {
        String name = ServiceIndex.normal(host);
        String namespace = HostNames.namespace(name);
        if (namespace.isEmpty() || namespaces.contains(namespace)) {
            return Optional.empty();
        }
        int dot = name.indexOf('.');
        boolean isServiceName = name.substring(dot + 1)
                .replaceFirst("\\.svc(\\.cluster\\.local)?$", "")
                .equals(namespace);
        return isServiceName ? Optional.ofNullable(unplaced.get(name.substring(0, dot))) : Optional.empty();
    }
}
