package dev.meshwright.cli.bundle;

import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the root certificates of the mesh.
final class TrustAnchors {
    private static final String CONFIG_MAP = "istio-ca-root-cert";
    private static final String KEY = "root-cert.pem";

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    private TrustAnchors() {}

    /// The ConfigMap that istiod puts into the workload's namespace, or one like it elsewhere; and what the mesh
    /// config adds.
    static List<Node> of(Mesh mesh, Workload workload) {
        var found = new ArrayList<Node>();
        Stream.of(workload.namespace(), mesh.config().rootNamespace())
                .flatMap(namespace -> mesh.object("", "ConfigMap", namespace, CONFIG_MAP).stream())
                .flatMap(map -> map.root().at("data", KEY).stream())
                .findFirst()
                .ifPresent(found::add);
        mesh.config().mesh().items("caCertificates").stream()
                .flatMap(item -> item.at("pem").stream())
                .forEach(found::add);
        return found;
    }

    /// The certificates of a text in PEM, each in base64 of its DER.
    ///
    /// @param place what messages call it
    /// @throws MeshwrightException if one of them is broken
    static List<String> certificates(String place, String pem) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var encoded = new ArrayList<String>();
            for (var block : BLOCK.matcher(pem).results().toList()) {
                var certificate = factory.generateCertificate(
                        new ByteArrayInputStream(block.group().getBytes(StandardCharsets.US_ASCII)));
                encoded.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            }
            return encoded;
        } catch (CertificateException e) {
            throw new MeshwrightException(
                    place + " holds a certificate that cannot be read (" + e.getMessage() + "). Nothing was built.", e);
        }
    }

    /// A custom bootstrap of the proxy, which an annotation of the pods takes from a ConfigMap.
    static Optional<Node> bootstrapOverride(Mesh mesh, Workload workload) {
        var name = workload.annotations().get("sidecar.istio.io/bootstrapOverride");
        if (name == null) {
            return Optional.empty();
        }
        var content = mesh.object("", "ConfigMap", workload.namespace(), name)
                .flatMap(map -> map.root().at("data", "custom_bootstrap.json"))
                .orElseThrow(() -> new MeshwrightException(workload.where() + ": the pods of " + workload.id()
                        + " take their bootstrap from the ConfigMap " + name
                        + ", which is not among the manifests. Add it; nothing was built."));
        return Optional.of(content);
    }
}
