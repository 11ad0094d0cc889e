package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A DestinationRule starts TLS and takes any certificate for an answer.
final class ServerVerificationOff implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2206",
            "ServerVerificationOff",
            Category.SECURITY,
            Severity.ERROR,
            "TLS that takes any server's certificate",
            "With insecureSkipVerify whoever stands on the way can answer in the server's place: the traffic is"
                    + " encrypted, but nobody knows to whom.",
            "Remove insecureSkipVerify, and name the certificates to trust with caCertificates or credentialName.",
            rule("true"),
            rule("false"),
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings");

    private static String rule(String skip) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: bank, namespace: shop}
                spec:
                  host: bank.example
                  trafficPolicy: {tls: {mode: SIMPLE, sni: bank.example, insecureSkipVerify: %s}}
                """.formatted(skip);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return PolicyPart.all(mesh)
                .flatMap(part -> part.node().at("tls", "insecureSkipVerify").stream()
                        .filter(_ ->
                                part.node().bool("tls", "insecureSkipVerify").orElse(false))
                        .map(skip -> part.finding(
                                INFO,
                                skip,
                                "tls.insecureSkipVerify",
                                "whoever answers for " + part.host() + " is taken for it")));
    }
}
