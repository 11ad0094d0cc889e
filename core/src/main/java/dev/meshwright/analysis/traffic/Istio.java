package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;

/// The Istio kinds of this package, and the fields that several rules read.
final class Istio {
    static final String NETWORKING = "networking.istio.io";

    private Istio() {}

    static List<Manifest> virtualServices(Mesh mesh) {
        return mesh.objects(NETWORKING, "VirtualService");
    }

    static List<Manifest> destinationRules(Mesh mesh) {
        return mesh.objects(NETWORKING, "DestinationRule");
    }

    /// Whether the input has neither Services nor ServiceEntries: then a missing host proves nothing.
    static boolean lacksHosts(Mesh mesh) {
        return mesh.lacks("", "Service") && mesh.lacks(NETWORKING, "ServiceEntry");
    }

    static List<String> exportTo(Manifest object) {
        return texts(object, "exportTo");
    }

    static List<String> hosts(Manifest virtualService) {
        return texts(virtualService, "hosts");
    }

    /// Whether sidecars apply the VirtualService, not only gateways.
    static boolean isForSidecars(Manifest virtualService) {
        var gateways = texts(virtualService, "gateways");
        return gateways.isEmpty() || gateways.contains("mesh");
    }

    static List<String> texts(Manifest object, String key) {
        return object.root().items("spec", key).stream()
                .filter(item -> item instanceof Node.Scalar scalar && !scalar.isNull())
                .map(item -> item.text().orElse(""))
                .toList();
    }
}
