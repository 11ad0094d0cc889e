package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A DestinationRule turns TLS on without saying whom to trust.
final class ServerNotVerified implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0128",
            "ServerNotVerified",
            Category.SECURITY,
            Severity.WARNING,
            "TLS without a certificate to verify the server by",
            "The proxy encrypts, but who answers is checked at most against the system's certificates:"
                    + " whoever is between may answer.",
            "Set caCertificates, and subjectAltNames where the name differs from the host.",
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: bank, namespace: shop}
            spec:
              host: bank.example.com
              trafficPolicy:
                tls: {mode: SIMPLE}
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: bank, namespace: shop}
            spec:
              host: bank.example.com
              trafficPolicy:
                tls: {mode: SIMPLE, caCertificates: /etc/certs/bank-ca.pem}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0128/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.destinationRules(mesh).stream()
                .flatMap(object -> object.root().at("spec", "trafficPolicy").stream()
                        .filter(policy -> ClientTls.verifiesNobody(object, policy))
                        .map(policy -> Finding.of(
                                INFO,
                                object,
                                object.where("spec", "trafficPolicy", "tls"),
                                "spec.trafficPolicy.tls",
                                "no caCertificates to verify "
                                        + object.root().text("spec", "host").orElse("") + " by",
                                INFO.fix())));
    }
}
