package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The hosts outside the cluster that Istio ServiceEntries already make known. See
/// https://istio.io/latest/docs/reference/config/networking/service-entry/
final class ServiceEntries {
    private final Map<String, List<Known>> exact = new HashMap<>();
    private final List<Known> wildcards = new ArrayList<>();

    /// A host of a ServiceEntry.
    ///
    /// @param host in lower case; may begin with `*.`
    /// @param visibleIn the namespaces that may use it; empty: all
    private record Known(String host, List<String> visibleIn) {
        boolean covers(String name, String namespace) {
            boolean isSame = host.startsWith("*.") ? name.endsWith(host.substring(1)) : name.equals(host);
            return isSame && (visibleIn.isEmpty() || visibleIn.contains(namespace));
        }
    }

    private ServiceEntries() {}

    static ServiceEntries of(Manifests manifests) {
        var entries = new ServiceEntries();
        manifests.ofKind("networking.istio.io", "ServiceEntry").forEach(entry -> {
            var visibleIn = visibleIn(entry);
            for (var host : entry.root().items("spec", "hosts")) {
                host.text().ifPresent(name -> entries.add(new Known(ServiceIndex.normal(name), visibleIn)));
            }
        });
        return entries;
    }

    private void add(Known known) {
        (known.host().startsWith("*.") ? wildcards : exact.computeIfAbsent(known.host(), _ -> new ArrayList<>()))
                .add(known);
    }

    boolean knows(String host, String namespace) {
        return exact.getOrDefault(host, List.of()).stream().anyMatch(one -> one.covers(host, namespace))
                || wildcards.stream().anyMatch(one -> one.covers(host, namespace));
    }

    private static List<String> visibleIn(Manifest entry) {
        var namespaces = entry.root().items("spec", "exportTo").stream()
                .flatMap(name -> name.text().stream())
                .map(name -> name.equals(".") ? entry.namespaceOrDefault() : name)
                .toList();
        return namespaces.contains("*") ? List.of() : namespaces;
    }
}
