package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A DestinationRule turns TLS on for a port without saying whom to trust.
final class PortServerNotVerified implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0129",
            "PortServerNotVerified",
            Category.SECURITY,
            Severity.WARNING,
            "TLS for a port without a certificate to verify by",
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
                portLevelSettings: [{port: {number: 443}, tls: {mode: SIMPLE}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: bank, namespace: shop}
            spec:
              host: bank.example.com
              trafficPolicy:
                portLevelSettings:
                  - {port: {number: 443}, tls: {mode: SIMPLE, caCertificates: /etc/certs/bank-ca.pem}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0129/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.destinationRules(mesh).stream().flatMap(PortServerNotVerified::findings);
    }

    private static Stream<Finding> findings(Manifest object) {
        var ports = object.root().items("spec", "trafficPolicy", "portLevelSettings");
        return IntStream.range(0, ports.size())
                .filter(i -> ClientTls.verifiesNobody(object, ports.get(i)))
                .mapToObj(i -> Finding.of(
                        INFO,
                        object,
                        ports.get(i).at("tls").map(Node::where).orElse(object.where()),
                        "spec.trafficPolicy.portLevelSettings[" + i + "].tls",
                        "no caCertificates to verify "
                                + object.root().text("spec", "host").orElse("") + " port "
                                + ports.get(i).text("port", "number").orElse("") + " by",
                        INFO.fix()));
    }
}
