package dev.meshwright.posture;

import dev.meshwright.manifest.Manifest;
import java.security.cert.X509Certificate;
import java.util.List;

/// The roots that the mesh is meant to trust: those in the ConfigMaps `istio-ca-root-cert`, of which every namespace
/// has
/// one.
///
/// @param objects none where the intent does not hold them
public record TrustedRoots(List<Manifest> objects, List<X509Certificate> certificates) {
    public TrustedRoots {
        objects = List.copyOf(objects);
        certificates = List.copyOf(certificates);
    }

    public static TrustedRoots of(Intended intended) {
        var objects = intended.objects("", "ConfigMap")
                .filter(map -> map.name().equals("istio-ca-root-cert"))
                .toList();
        return new TrustedRoots(
                objects,
                objects.stream()
                        .flatMap(map -> map.root().text("data", "root-cert.pem").stream())
                        .flatMap(pem -> Certificates.read(pem).stream())
                        .distinct()
                        .toList());
    }
}
