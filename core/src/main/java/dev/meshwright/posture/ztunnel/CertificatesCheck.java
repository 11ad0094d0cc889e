package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.TrustedRoots;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
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
        if (roots.isEmpty()) {
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
            for (var certificate : entry.path("certChain")) {
                checkTime(identity, certificate);
            }
            if (!roots.isEmpty()) {
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

    private void checkTime(String identity, JsonNode certificate) {
        var from = time(certificate.path("validFrom"));
        var until = time(certificate.path("expirationTime"));
        if (from.isEmpty() || until.isEmpty()) {
            unchecked.add("when the certificate of " + identity + " ends: its times are not readable");
        } else if (at.isBefore(from.get()) || !at.isBefore(until.get())) {
            report(
                    MismatchCode.CERTIFICATE_EXPIRED,
                    identity,
                    "valid at " + at,
                    "valid from " + from.get() + " until " + until.get(),
                    "the certificate is not valid at that time");
        }
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asString("")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private void checkRoots(String identity, JsonNode entry, Set<String> roots) {
        for (var root : entry.path("rootCerts")) {
            var active = decoded(root.path("pem").asString(""));
            if (active.isEmpty() || !roots.containsAll(active)) {
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

    /// The certificates in a PEM text that is itself written in base64.
    private static Set<String> decoded(String base64) {
        try {
            return TrustedRoots.in(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Set.of();
        }
    }

    private void report(MismatchCode code, String identity, String wanted, String active, String message) {
        found.add(Mismatch.of(code, "secret/" + identity, wanted, active, message));
    }
}
