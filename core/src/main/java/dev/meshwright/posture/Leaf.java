package dev.meshwright.posture;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What of a proxy's own certificate stays the same when it is renewed, and whether renewal is late.
///
/// @param identity all its names: `spiffe://cluster.local/ns/shop/sa/cart`
/// @param issuer who vouches for it
public record Leaf(List<String> identity, String issuer, Instant from, Instant until) {
    /// Agents renew at half of the lifetime, with some jitter.
    private static final double RENEWED_BY = 0.8;

    /// istiod dates certificates back by this, for clocks that differ.
    private static final Duration BACKDATED = Duration.ofMinutes(2);

    public Leaf {
        identity = List.copyOf(identity);
    }

    /// How far a certificate is.
    public enum State {
        NOT_YET,
        VALID,
        /// It should have been renewed by now.
        DUE,
        EXPIRED
    }

    /// The first certificate of a PEM text that is itself written in base64; empty where there is none to be read.
    public static Optional<Leaf> of(String base64) {
        try {
            var pem = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            var names = certificate.getSubjectAlternativeNames();
            return Optional.of(new Leaf(
                    names == null
                            ? List.of()
                            : names.stream()
                                    .map(name -> String.valueOf(name.get(1)))
                                    .sorted()
                                    .toList(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant()));
        } catch (IllegalArgumentException | CertificateException _) {
            return Optional.empty();
        }
    }

    /// By the share of the lifetime that has passed, because lifetimes differ from mesh to mesh.
    public State at(Instant time) {
        if (time.isBefore(from)) {
            return State.NOT_YET;
        }
        if (!time.isBefore(until)) {
            return State.EXPIRED;
        }
        var issued = from.plus(BACKDATED).isBefore(until) ? from.plus(BACKDATED) : from;
        double lifetime = Duration.between(issued, until).toMillis();
        return Duration.between(issued, time).toMillis() > RENEWED_BY * lifetime ? State.DUE : State.VALID;
    }
}
