package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.Set;
import java.util.stream.Stream;

/// A gateway that takes requests for any host, from VirtualServices of any namespace.
final class GatewayForAnyHost implements Rule {
    private static final Set<String> ANY = Set.of("*", "*/*");

    private static final RuleInfo INFO = new RuleInfo(
            "MW2601",
            "GatewayForAnyHost",
            Category.SECURITY,
            Severity.INFO,
            "A gateway takes requests for any host",
            "A VirtualService of any namespace can claim any host here, also one that another team serves. Requests that"
                    + " only know the address get in as well.",
            "Name the hosts, with the namespace that may serve them: `shop/shop.example`.",
            gateway("*"),
            gateway("shop/shop.example"),
            "https://istio.io/latest/docs/ops/best-practices/security/#restrict-gateway-creation-privileges");

    private static String gateway(String host) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: public, namespace: shop}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                    - port: {number: 443, name: https, protocol: HTTPS}
                      hosts: ["%s"]
                      tls: {mode: SIMPLE, credentialName: shop}
                """.formatted(host);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return GatewayServer.all(mesh)
                .filter(server -> server.isForRequests() && !server.letsOut())
                .filter(server -> server.hosts().stream().anyMatch(ANY::contains))
                .map(server -> Finding.of(
                        INFO,
                        server.gateway(),
                        server.node().at("hosts").orElse(server.node()).where(),
                        server.path() + ".hosts",
                        "takes requests for any host on port " + server.port(),
                        INFO.fix()));
    }
}
