package dev.meshwright.analysis.validity;

import java.util.Set;

/// The TLS settings of a server of a Gateway or Sidecar.
final class ServerTlsCheck {
    private static final Set<String> WITH_CLIENT_CERTIFICATE = Set.of("MUTUAL", "OPTIONAL_MUTUAL");
    private static final Set<String> OWN_CERTIFICATE = Set.of("SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL");

    private ServerTlsCheck() {}

    static void check(Place tls, Verdict verdict) {
        var mode = tls.text("mode").isEmpty() ? "PASSTHROUGH" : tls.text("mode");
        boolean credential = tls.has("credentialName") || tls.has("credentialNames") || tls.has("tlsCertificates");
        if (mode.equals("ISTIO_MUTUAL")) {
            for (var field : new String[] {"serverCertificate", "privateKey", "caCertificates"}) {
                if (!tls.text(field).isEmpty()) {
                    verdict.error(tls, "ISTIO_MUTUAL takes its certificates from the mesh", "Remove `" + field + "`.");
                }
            }
            if (credential) {
                verdict.error(tls, "ISTIO_MUTUAL takes its certificates from the mesh", "Remove the credential.");
            }
            return;
        }
        if (!OWN_CERTIFICATE.contains(mode) || credential) {
            return;
        }
        if (tls.text("serverCertificate").isEmpty() || tls.text("privateKey").isEmpty()) {
            verdict.error(
                    tls,
                    mode + " needs a certificate and its key",
                    "Set `credentialName` to the Secret that holds them.");
        }
        if (WITH_CLIENT_CERTIFICATE.contains(mode) && tls.text("caCertificates").isEmpty()) {
            verdict.error(
                    tls, mode + " needs a CA for client certificates", "Set `caCertificates` or `credentialName`.");
        }
    }
}
