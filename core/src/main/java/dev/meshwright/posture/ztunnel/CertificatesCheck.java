package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.posture.CertificateAge;
import dev.meshwright.posture.Certificates;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.TrustedRoots;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Compares the certificates that ztunnel holds for the pods of its node: whose they are, that they are in time, and
/// by whom they are vouched for.
final class CertificatesCheck {
    private final Intended intended;
    private final Instant at;
    private final List<Mismatch> found;
    private final List<String> unchecked;

    CertificatesCheck(Intended intended, Instant at, List<Mismatch> found, List<String> unchecked) {
        this.intended = intended;
        this.at = at;
        this.found = found;
        this.unchecked = unchecked;
    }

    void run(JsonNode certificates) {
        var identities = identities();
        var roots = TrustedRoots.of(intended);
        if (roots.certificates().isEmpty()) {
            unchecked.add("which roots ztunnel trusts: the intent holds no ConfigMap istio-ca-root-cert");
        }
        for (var entry : certificates) {
            var identity = entry.path("identity").asString("");
            if (!identities.contains(identity)) {
                report(
                        MismatchCode.CERTIFICATE_IDENTITY,
                        identity,
                        String.join(", ", identities),
                        identity,
                        "ztunnel can speak for somebody who is no pod behind it");
            }
            checkLeaf(identity, entry.path("certChain").path(0));
            if (!roots.certificates().isEmpty()) {
                checkRoots(identity, entry, roots);
            }
        }
    }

    private Set<String> identities() {
        var prefix = "spiffe://" + intended.settings().trustDomain() + "/ns/";
        return intended.workloads().stream()
                .filter(workload -> intended.membership().proxyOf(workload) == Proxy.ZTUNNEL)
                .map(workload -> prefix + workload.namespace() + "/sa/" + workload.serviceAccount())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The certificate itself, where the dump shows it; else what the dump says about it.
    private void checkLeaf(String identity, JsonNode shown) {
        var leaf = certificates(shown).stream().findFirst();
        if (leaf.isEmpty()) {
            checkTimes(identity, shown);
            return;
        }
        var names = Certificates.uris(leaf.get());
        if (!names.equals(List.of(identity))) {
            report(
                    MismatchCode.CERTIFICATE_IDENTITY,
                    identity,
                    identity,
                    String.join(", ", names),
                    "the certificate is somebody else's");
        }
        switch (CertificateAge.of(leaf.get(), at)) {
            case NOT_YET, EXPIRED ->
                reportTime(
                        identity,
                        leaf.get().getNotBefore().toInstant(),
                        leaf.get().getNotAfter().toInstant());
            case LATE ->
                report(
                        MismatchCode.CERTIFICATE_EXPIRING,
                        identity,
                        "renewed after half of its lifetime",
                        Math.round(CertificateAge.share(leaf.get(), at) * 100) + " % of its lifetime is over",
                        "the certificate was not renewed in time");
            case VALID -> {}
        }
    }

    private void checkTimes(String identity, JsonNode shown) {
        var from = time(shown.path("validFrom"));
        var until = time(shown.path("expirationTime"));
        if (from.isEmpty() || until.isEmpty()) {
            unchecked.add("when the certificate of " + identity + " ends: its times are not readable");
        } else if (at.isBefore(from.get()) || !at.isBefore(until.get())) {
            reportTime(identity, from.get(), until.get());
        }
    }

    private void reportTime(String identity, Instant from, Instant until) {
        report(
                MismatchCode.CERTIFICATE_EXPIRED,
                identity,
                "valid at " + at,
                "valid from " + from + " until " + until,
                "the certificate is not valid at that time");
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asString("")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private void checkRoots(String identity, JsonNode entry, TrustedRoots roots) {
        for (var root : entry.path("rootCerts")) {
            var active = certificates(root);
            if (active.isEmpty() || !roots.certificates().containsAll(active)) {
                report(
                        MismatchCode.TRUST,
                        identity,
                        "the root of the ConfigMap istio-ca-root-cert",
                        "a root with the serial number "
                                + root.path("serialNumber").asString("?"),
                        "whoever holds the key of this root can issue any identity that ztunnel believes");
            }
        }
    }

    /// Its PEM text is itself written in base64.
    private static List<X509Certificate> certificates(JsonNode shown) {
        return Certificates.decoded(shown.path("pem").asString(""))
                .map(Certificates::read)
                .orElse(List.of());
    }

    private void report(MismatchCode code, String identity, String wanted, String active, String message) {
        found.add(Mismatch.of(code, "secret/" + identity, wanted, active, message));
    }
}
