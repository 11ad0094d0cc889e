package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
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
        return mesh.objects("networking.istio.io", "DestinationRule").stream()
                .flatMap(rule -> settings(rule).stream()
                        .filter(tls -> tls.bool("insecureSkipVerify").orElse(false))
                        .map(tls -> finding(rule, tls)));
    }

    /// Every `tls` of the rule, for all ports, single ones, and subsets.
    private static List<Node> settings(Manifest rule) {
        var policies = new ArrayList<Node>();
        rule.root().at("spec", "trafficPolicy").ifPresent(policies::add);
        rule.root()
                .items("spec", "subsets")
                .forEach(subset -> subset.at("trafficPolicy").ifPresent(policies::add));
        List.copyOf(policies).forEach(policy -> policies.addAll(policy.items("portLevelSettings")));
        return policies.stream().flatMap(policy -> policy.at("tls").stream()).toList();
    }

    private static Finding finding(Manifest rule, Node tls) {
        return Finding.of(
                INFO,
                rule,
                tls.at("insecureSkipVerify").map(Node::where).orElse(tls.where()),
                "spec.trafficPolicy.tls.insecureSkipVerify",
                "whoever answers for " + rule.root().text("spec", "host").orElse("") + " is taken for it",
                INFO.fix());
    }
}
