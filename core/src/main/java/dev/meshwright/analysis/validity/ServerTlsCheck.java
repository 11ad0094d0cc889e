package dev.meshwright.analysis.validity;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The TLS settings of a server of a Gateway or Sidecar.
final class ServerTlsCheck {
    private static final Set<String> WITH_CLIENT_CERTIFICATE = Set.of("MUTUAL", "OPTIONAL_MUTUAL");
    private static final Set<String> OWN_CERTIFICATE = Set.of("SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL");
    private static final List<String> OF_ANY_KIND = List.of(
            "serverCertificate",
            "privateKey",
            "caCertificates",
            "caCrl",
            "tlsCertificates",
            "credentialName",
            "credentialNames");
    private static final int MOST_CERTIFICATES = 2;

    private ServerTlsCheck() {}

    static void check(Place tls, Verdict verdict) {
        CipherCheck.check(tls, verdict);
        var mode = tls.text("mode").isEmpty() ? "PASSTHROUGH" : tls.text("mode");
        if (mode.equals("ISTIO_MUTUAL")) {
            for (var field : OF_ANY_KIND) {
                if (isSet(tls, field) && !field.equals("caCrl")) {
                    verdict.error(tls, "ISTIO_MUTUAL takes its certificates from the mesh", "Remove `" + field + "`.");
                }
            }
            return;
        }
        if (mode.endsWith("PASSTHROUGH") && OF_ANY_KIND.stream().anyMatch(field -> isSet(tls, field))) {
            verdict.warning(tls, mode + " leaves TLS to the service: certificates are ignored", "Remove them.");
        }
        oneSource(tls, verdict);
        boolean fromSecret = isSet(tls, "credentialName") || isSet(tls, "credentialNames");
        if (OWN_CERTIFICATE.contains(mode) && fromSecret) {
            return;
        }
        if (OWN_CERTIFICATE.contains(mode)) {
            certificates(tls, mode, verdict);
        }
        revocations(tls, mode, verdict);
    }

    private static boolean isSet(Place tls, String field) {
        return !tls.text(field).isEmpty() || !tls.items(field).isEmpty();
    }

    private static void oneSource(Place tls, Verdict verdict) {
        boolean files = isSet(tls, "serverCertificate") && isSet(tls, "privateKey");
        long sources = Stream.of("credentialName", "credentialNames", "tlsCertificates")
                        .filter(field -> isSet(tls, field))
                        .count()
                + (files ? 1 : 0);
        if (sources > 1) {
            verdict.error(tls, "the certificate is given in several ways", "Keep one, best `credentialName`.");
        }
    }

    private static void certificates(Place tls, String mode, Verdict verdict) {
        if (WITH_CLIENT_CERTIFICATE.contains(mode) && !isSet(tls, "caCertificates")) {
            verdict.error(
                    tls, mode + " needs a CA for client certificates", "Set `caCertificates` or `credentialName`.");
        }
        var several = tls.items("tlsCertificates");
        if (several.size() > MOST_CERTIFICATES) {
            verdict.warning(tls, "a server presents at most two certificates", "Keep two: one RSA, one ECDSA.");
        }
        for (var certificate : several.isEmpty() ? List.of(tls) : several) {
            if (!isSet(certificate, "serverCertificate") || !isSet(certificate, "privateKey")) {
                verdict.error(
                        certificate,
                        mode + " needs a certificate and its key",
                        "Set `credentialName` to the Secret that holds them.");
            }
        }
    }

    private static void revocations(Place tls, String mode, Verdict verdict) {
        if (isSet(tls, "caCrl") && (isSet(tls, "credentialName") || mode.equals("SIMPLE"))) {
            verdict.error(
                    tls,
                    "caCrl does not go with " + (mode.equals("SIMPLE") ? "SIMPLE" : "credentialName"),
                    "Remove caCrl; a Secret holds its own list.");
        }
    }
}
