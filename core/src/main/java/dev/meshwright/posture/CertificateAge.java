package dev.meshwright.posture;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// How far a certificate is, by the share of its lifetime that has passed: lifetimes differ from mesh to mesh.
public enum CertificateAge {
    NOT_YET,
    VALID,
    /// The agent, which renews after half of the lifetime, did not renew it.
    LATE,
    EXPIRED;

    /// The CA dates certificates back by this, so that clocks may differ.
    private static final Duration DATED_BACK = Duration.ofMinutes(2);

    private static final double RENEWED_BY = 2.0 / 3;

    public static CertificateAge of(X509Certificate certificate, Instant now) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return NOT_YET;
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return EXPIRED;
        }
        return share(certificate, now) > RENEWED_BY ? LATE : VALID;
    }

    /// The share of the lifetime that has passed: 0 when it was issued, 1 at its end.
    public static double share(X509Certificate certificate, Instant now) {
        var issued = certificate.getNotBefore().toInstant().plus(DATED_BACK);
        double lifetime =
                Duration.between(issued, certificate.getNotAfter().toInstant()).toMillis();
        return lifetime <= 0 ? 1 : Duration.between(issued, now).toMillis() / lifetime;
    }
}
