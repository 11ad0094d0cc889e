package dev.meshwright.analysis.traffic;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.Set;

/// The TLS settings by which a DestinationRule lets proxies call.
final class ClientTls {
    private static final Set<String> MODES = Set.of("SIMPLE", "MUTUAL");

    private ClientTls() {}

    /// Whether the proxy opens TLS connections and nothing says which certificates it may trust. A Secret holds them,
    /// but is read only where the rule selects the workloads that may.
    static boolean verifiesNobody(Manifest destinationRule, Node policy) {
        return MODES.contains(policy.text("tls", "mode").orElse(""))
                && policy.text("tls", "caCertificates").orElse("").isEmpty()
                && (policy.text("tls", "credentialName").orElse("").isEmpty()
                        || destinationRule.root().at("spec", "workloadSelector").isEmpty());
    }
}
