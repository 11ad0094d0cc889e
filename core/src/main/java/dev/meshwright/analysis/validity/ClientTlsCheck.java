package dev.meshwright.analysis.validity;

/// The TLS settings of calls to a host.
final class ClientTlsCheck {
    private ClientTlsCheck() {}

    static void check(Place tls, Verdict verdict) {
        boolean credential = !tls.text("credentialName").isEmpty();
        if (tls.isTrue("insecureSkipVerify")
                && (!tls.text("caCertificates").isEmpty()
                        || !tls.items("subjectAltNames").isEmpty()
                        || (credential && tls.text("mode").equals("SIMPLE")))) {
            verdict.error(
                    tls,
                    "insecureSkipVerify turns off what caCertificates, credentialName and subjectAltNames ask for",
                    "Remove insecureSkipVerify.");
        }
        if (credential
                && (tls.has("clientCertificate")
                        || tls.has("privateKey")
                        || tls.has("caCertificates")
                        || tls.has("caCrl"))) {
            verdict.error(tls, "credentialName and certificate files exclude each other", "Keep one of the two.");
        }
        if (tls.text("mode").equals("MUTUAL") && !credential) {
            for (var field : new String[] {"clientCertificate", "privateKey"}) {
                if (tls.text(field).isEmpty()) {
                    verdict.error(tls, "MUTUAL needs " + field, "Set `credentialName`, or the certificate's files.");
                }
            }
        }
    }
}
