package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A host that proxies know: a Service, or one host of a ServiceEntry.
///
/// @param name fully qualified
/// @param object the Service or ServiceEntry
/// @param selector the pod labels of its instances; empty where it selects none
/// @param exportTo the namespaces that see it; empty for all
record MeshHost(
        String name,
        Manifest object,
        Resolution resolution,
        List<HostPort> ports,
        SequencedMap<String, String> selector,
        List<String> exportTo) {

    MeshHost {
        ports = List.copyOf(ports);
        exportTo = List.copyOf(exportTo);
    }

    /// How a proxy finds the addresses behind a host.
    enum Resolution {
        /// From istiod.
        EDS,
        DNS,
        DNS_ROUND_ROBIN,
        /// Wherever the connection went.
        ORIGINAL_DESTINATION
    }

    /// A port by the number that callers use.
    ///
    /// @param target the port of the instances, as far as its number is known; else 0
    record HostPort(int number, String name, PortProtocol protocol, int target) {}

    String namespace() {
        return object.namespaceOrDefault();
    }

    boolean isService() {
        return object.kind().equals("Service");
    }

    boolean isExternal() {
        return !isService()
                && object.root()
                        .text("spec", "location")
                        .orElse("MESH_EXTERNAL")
                        .equals("MESH_EXTERNAL");
    }

    boolean isHeadless() {
        return object.root().text("spec", "clusterIP").filter("None"::equals).isPresent();
    }

    Optional<HostPort> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }

    boolean isVisibleTo(String namespace) {
        return exportTo.isEmpty()
                || exportTo.contains("*")
                || exportTo.contains(namespace)
                || (exportTo.contains(".") && namespace().equals(namespace));
    }

    /// `outbound|80||cart.shop.svc.cluster.local`.
    String cluster(int port, String subset) {
        return "outbound|" + port + "|" + subset + "|" + name;
    }
}
