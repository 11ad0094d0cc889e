package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.Set;
import java.util.stream.Stream;

/// A gateway takes requests in plaintext and does not send them on to HTTPS.
final class GatewayInPlaintext implements Rule {
    private static final Set<String> PLAINTEXT = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB");

    private static final RuleInfo INFO = new RuleInfo(
            "MW2602",
            "GatewayInPlaintext",
            Category.SECURITY,
            Severity.WARNING,
            "A gateway answers in plaintext what it has TLS for",
            "Clients that begin with http are served without TLS, though the gateway has a certificate for the host:"
                    + " cookies and tokens can be read on the way, and nothing ever brings the client to https.",
            "Set tls.httpsRedirect on the HTTP server.",
            gateway(""),
            gateway("tls: {httpsRedirect: true}"),
            "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings");

    private static String gateway(String tls) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: public, namespace: shop}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                    - port: {number: 443, name: https, protocol: HTTPS}
                      hosts: [shop.example]
                      tls: {mode: SIMPLE, credentialName: shop}
                    - port: {number: 80, name: http, protocol: HTTP}
                      hosts: [shop.example]
                      %s
                """.formatted(tls);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var secured = GatewayServer.all(mesh)
                .filter(server -> server.node().text("tls", "mode").isPresent())
                .toList();
        return GatewayServer.all(mesh)
                .filter(server -> PLAINTEXT.contains(server.protocol()) && !server.letsOut())
                .filter(server -> !server.node().bool("tls", "httpsRedirect").orElse(false))
                .map(server -> {
                    var finding = Finding.of(
                            INFO,
                            server.gateway(),
                            server.node().where(),
                            server.path(),
                            "answers " + String.join(", ", server.hosts()) + " in plaintext on port " + server.port(),
                            INFO.fix());
                    return secured.stream().anyMatch(other -> other.isAtSamePods(server) && other.sharesHost(server))
                            ? finding
                            : finding.withSeverity(Severity.INFO);
                });
    }
}
