package dev.meshwright.posture.envoy;

import dev.meshwright.posture.CertificateAge;
import dev.meshwright.posture.Certificates;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.TrustedRoots;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The keys and trust bundles that a proxy holds: who it is, whom it believes, and until when.
final class Secrets {
    private static final String TYPE = "envoy.extensions.transport_sockets.tls.v3.Secret";
    private static final String GATEWAY = "kubernetes-gateway://";

    private final Intended intended;
    private final EnvoyProxy proxy;
    private final Instant now;
    private final TrustedRoots roots;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();

    Secrets(Intended intended, EnvoyProxy proxy, Instant now) {
        this.intended = intended;
        this.proxy = proxy;
        this.now = now;
        this.roots = TrustedRoots.of(intended);
    }

    /// What is wrong with the secrets of a dump.
    ///
    /// @param meant the names that derived listeners and clusters ask for
    List<Mismatch> compare(EnvoyDump dump, Set<String> meant) {
        Stream.concat(dump.ofKind("secret"), dump.ofKind("warming-secret")).forEach(secret -> {
            var name = secret.config().path("name").asString(secret.name());
            if (!meant.contains(name) || !secret.name().equals(name)) {
                mismatches.add(Mismatch.of(
                        MismatchCode.SECRET_UNEXPLAINED,
                        secret.id(),
                        "",
                        contents(secret.config()),
                        "the proxy holds a secret that nothing asks for"));
            } else {
                compare(secret, name);
            }
        });
        if (dump.holds("secret")) {
            for (var name : meant) {
                if (dump.named("secret", name).isEmpty()
                        && dump.named("warming-secret", name).isEmpty()) {
                    mismatches.add(Mismatch.of(
                            MismatchCode.WARMING,
                            "secret/" + name,
                            name,
                            "",
                            "a key or a root that is needed is not there"));
                }
            }
        }
        return List.copyOf(mismatches);
    }

    /// The proxy's own certificate by `/certs`, where the dump does not show it.
    List<Mismatch> compareListed(EnvoyDump dump, JsonNode certs) {
        mismatches.clear();
        if (dump.named("secret", "default").isEmpty()) {
            for (var context : certs.path("certificates")) {
                var leaf = context.path("cert_chain").path(0);
                var names = leaf.path("subject_alt_names").findValuesAsString("uri");
                if (!names.isEmpty()) {
                    compareListed(leaf, names);
                }
            }
        }
        return List.copyOf(mismatches);
    }

    private void compareListed(JsonNode leaf, List<String> names) {
        if (!names.equals(List.of(identity()))) {
            mismatches.add(otherIdentity("secret/default", names));
        }
        var end = leaf.path("expiration_time").asString("");
        try {
            if (!now.isBefore(Instant.parse(end))) {
                mismatches.add(Mismatch.of(
                        MismatchCode.CERTIFICATE_EXPIRED,
                        "secret/default",
                        "a certificate that is valid at " + now,
                        "valid to " + end,
                        "the certificate is not valid now"));
            }
        } catch (DateTimeException e) {
            unchecked.add("when the certificate ends: certs.json says \"" + end + "\"");
        }
    }

    private String identity() {
        var workload = proxy.workload();
        return "spiffe://" + intended.settings().trustDomain() + "/ns/" + workload.namespace() + "/sa/"
                + workload.serviceAccount();
    }

    private Mismatch otherIdentity(String resource, List<String> names) {
        return Mismatch.of(
                        MismatchCode.CERTIFICATE_IDENTITY,
                        resource,
                        identity(),
                        String.join(", ", names),
                        "the proxy acts under the identity of somebody else")
                .by(proxy.workload().manifest());
    }

    List<String> unchecked() {
        return unchecked;
    }

    private static String contents(JsonNode secret) {
        var found = new TreeSet<String>();
        Stream.of("trusted_ca", "certificate_chain")
                .flatMap(field -> secret.findValues(field).stream())
                .flatMap(source -> Certificates.text(source).stream())
                .flatMap(text -> Certificates.read(text).stream())
                .forEach(one -> found.add(shown(one)));
        return String.join("; ", found);
    }

    private void compare(Resource secret, String name) {
        var chain = new Expected.Open(
                "a certificate",
                node -> Certificates.text(node)
                        .filter(text -> !Certificates.read(text).isEmpty())
                        .isPresent());
        var key = new Expected.Open("a key that is not shown", node -> !node.has("filename"));
        var certificate = Message.of("certificate_chain", chain, "private_key", key);
        boolean isRoot = secret.config().has("validation_context");
        var derived = isRoot
                ? Message.typed(TYPE, "name", name, "validation_context", Message.of("trusted_ca", chain))
                : Message.typed(TYPE, "name", name, "tls_certificate", certificate);
        for (var difference : Differences.between(derived, secret.config())) {
            mismatches.add(Meaning.of(secret, difference));
        }
        if (name.equals("ROOTCA")) {
            compareRoots(secret);
        } else if (name.equals("default")) {
            compareOwn(secret);
        } else if (name.startsWith(GATEWAY) && !isRoot) {
            compareGateway(secret, name.substring(GATEWAY.length()));
        }
    }

    private static List<X509Certificate> certificates(JsonNode source) {
        return Certificates.text(source).map(Certificates::read).orElse(List.of());
    }

    /// The mesh's roots; empty where the intent does not hold them.
    List<X509Certificate> roots() {
        return roots.certificates();
    }

    private void compareRoots(Resource secret) {
        if (roots().isEmpty()) {
            unchecked.add("the trusted roots: the intent holds no ConfigMap istio-ca-root-cert");
            return;
        }
        var active = certificates(secret.config().path("validation_context").path("trusted_ca"));
        for (var one : active) {
            if (!roots().contains(one)) {
                mismatches.add(Mismatch.of(
                                MismatchCode.TRUST,
                                secret.id(),
                                shown(roots()),
                                shown(one),
                                "a root is trusted that is not the mesh's: who holds its key can pose as anyone")
                        .by(roots.objects().getFirst()));
            }
        }
        for (var one : roots()) {
            if (!active.contains(one)) {
                mismatches.add(Mismatch.of(
                                MismatchCode.TRUST,
                                secret.id(),
                                shown(one),
                                shown(active),
                                "the mesh's root is not trusted")
                        .by(roots.objects().getFirst()));
            }
        }
    }

    private void compareOwn(Resource secret) {
        var chain = certificates(secret.config().path("tls_certificate").path("certificate_chain"));
        if (chain.isEmpty()) {
            return;
        }
        var leaf = chain.getFirst();
        if (!Certificates.uris(leaf).equals(List.of(identity()))) {
            mismatches.add(otherIdentity(secret.id(), Certificates.uris(leaf)));
        }
        if (!roots().isEmpty() && !Certificates.leadsTo(chain, roots())) {
            mismatches.add(Mismatch.of(
                    MismatchCode.TRUST,
                    secret.id(),
                    "issued below " + shown(roots()),
                    "issued by " + chain.getLast().getIssuerX500Principal(),
                    "the proxy's certificate was not issued by the mesh's authority"));
        }
        compareTimes(secret, leaf, true);
        compareRevoked(secret, chain);
    }

    private void compareTimes(Resource secret, X509Certificate leaf, boolean renewed) {
        var end = leaf.getNotAfter().toInstant();
        switch (CertificateAge.of(leaf, now)) {
            case NOT_YET, EXPIRED ->
                mismatches.add(Mismatch.of(
                        MismatchCode.CERTIFICATE_EXPIRED,
                        secret.id(),
                        "a certificate that is valid at " + now,
                        "valid from " + leaf.getNotBefore().toInstant() + " to " + end,
                        "the certificate is not valid now"));
            case LATE -> {
                if (renewed) {
                    mismatches.add(Mismatch.of(
                            MismatchCode.CERTIFICATE_EXPIRING,
                            secret.id(),
                            "renewed after half of its lifetime",
                            Math.round(CertificateAge.share(leaf, now) * 100) + " % of its lifetime is over, it ends "
                                    + end,
                            "the certificate was not renewed in time"));
                }
            }
            case VALID -> {}
        }
    }

    private void compareRevoked(Resource secret, List<X509Certificate> chain) {
        var lists = intended.objects("", "ConfigMap")
                .filter(map -> map.name().equals("istio-ca-crl"))
                .flatMap(map -> map.root().text("data", "ca-crl.pem").stream())
                .flatMap(text -> Certificates.revocations(text).stream())
                .toList();
        for (var certificate : chain) {
            if (lists.stream().anyMatch(list -> list.isRevoked(certificate))) {
                mismatches.add(Mismatch.of(
                        MismatchCode.CERTIFICATE_EXPIRED,
                        secret.id(),
                        "a certificate that is not revoked",
                        shown(certificate),
                        "the certificate was revoked"));
            }
        }
    }

    private void compareGateway(Resource secret, String id) {
        var object = intended.objects("", "Secret")
                .filter(one -> one.id().equals(id))
                .findFirst();
        var active = certificates(secret.config().path("tls_certificate").path("certificate_chain"));
        if (object.isEmpty()) {
            unchecked.add("the certificate " + id + ": the intent holds no such Secret");
        } else {
            var written = object.get()
                    .root()
                    .text("data", "tls.crt")
                    .flatMap(Certificates::decoded)
                    .or(() -> object.get().root().text("stringData", "tls.crt"))
                    .map(Certificates::read)
                    .orElse(List.of());
            if (written.isEmpty()) {
                unchecked.add("the certificate " + id + ": the Secret of the intent holds none");
            } else if (!written.equals(active)) {
                mismatches.add(Mismatch.of(
                                MismatchCode.CERTIFICATE_IDENTITY,
                                secret.id(),
                                shown(written),
                                shown(active),
                                "callers from outside are shown another certificate")
                        .by(object.get()));
            }
        }
        if (!active.isEmpty()) {
            compareTimes(secret, active.getFirst(), false);
        }
    }

    private static String shown(List<X509Certificate> certificates) {
        return String.join("; ", certificates.stream().map(Secrets::shown).toList());
    }

    private static String shown(X509Certificate certificate) {
        var uris = Certificates.uris(certificate);
        var name = uris.isEmpty() ? certificate.getSubjectX500Principal().getName() : String.join(", ", uris);
        return name + " sha256:" + Certificates.fingerprint(certificate).substring(0, 16);
    }
}
