package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// A gateway asks clients for a certificate and goes on without one.
final class ClientCertificateOptional implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2603",
            "ClientCertificateOptional",
            Category.SECURITY,
            Severity.WARNING,
            "A gateway lets clients in without the certificate",
            "With OPTIONAL_MUTUAL a client that sends no certificate gets in like one that does. Only what stands behind"
                    + " can tell the two apart, by the header x-forwarded-client-cert.",
            "Use MUTUAL, or make sure that every service behind refuses requests without the header.",
            gateway("OPTIONAL_MUTUAL"),
            gateway("MUTUAL"),
            "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode");

    private static String gateway(String mode) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: public, namespace: shop}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                    - port: {number: 443, name: https, protocol: HTTPS}
                      hosts: [shop.example]
                      tls: {mode: %s, credentialName: shop}
                """.formatted(mode);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return GatewayServer.all(mesh)
                .filter(server -> server.node().text("tls", "mode").orElse("").equals("OPTIONAL_MUTUAL"))
                .map(server -> Finding.of(
                        INFO,
                        server.gateway(),
                        server.node()
                                .at("tls", "mode")
                                .map(Node::where)
                                .orElse(server.node().where()),
                        server.path() + ".tls.mode",
                        "clients of " + String.join(", ", server.hosts()) + " may leave their certificate out",
                        INFO.fix()));
    }
}
