package dev.meshwright.analysis.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwright.manifest.Manifest;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a gateway reads from a Secret: a certificate and a key, as `cert` and `key` or as `tls.crt` and `tls.key`.
final class Certificates {
    private static final List<List<String>> KEYS = List.of(List.of("cert", "key"), List.of("tls.crt", "tls.key"));
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    private Certificates() {}

    /// Why a gateway cannot use the Secret; empty if it can.
    ///
    /// @param now the moment the certificate must be valid at, if dates are to be judged
    static Optional<String> fault(Manifest secret, Optional<Instant> now) {
        for (var keys : KEYS) {
            var certificate = value(secret, keys.getFirst());
            if (certificate.isPresent() && value(secret, keys.getLast()).isPresent()) {
                return faultOf(certificate.get(), now);
            }
        }
        return Optional.of("it has neither `tls.crt` and `tls.key` nor `cert` and `key`");
    }

    /// A value of the Secret's `data`, or of its `stringData`, which the API server merges into it.
    private static Optional<String> value(Manifest secret, String key) {
        return secret.root()
                .text("stringData", key)
                .or(() -> secret.root().text("data", key).flatMap(Certificates::decoded))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(base64), UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> faultOf(String pem, Optional<Instant> now) {
        var block = BLOCK.matcher(pem);
        if (!block.find()) {
            return Optional.of("its certificate is not in PEM form");
        }
        try {
            var der = Base64.getMimeDecoder().decode(block.group(2));
            var certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return now.flatMap(moment -> faultOfDates((X509Certificate) certificate, moment));
        } catch (CertificateException | IllegalArgumentException _) {
            return Optional.of("its certificate cannot be read");
        }
    }

    private static Optional<String> faultOfDates(X509Certificate certificate, Instant now) {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of(
                    "its certificate expired on " + certificate.getNotAfter().toInstant());
        }
        return now.isBefore(certificate.getNotBefore().toInstant())
                ? Optional.of("its certificate is valid only from "
                        + certificate.getNotBefore().toInstant())
                : Optional.empty();
    }
}
