package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.List;
import java.util.stream.Stream;

/// A VirtualService is bound to a gateway that takes none of its hosts.
final class GatewayWithoutHost implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0132",
            "GatewayWithoutHost",
            Category.TRAFFIC,
            Severity.WARNING,
            "The gateway takes none of the VirtualService's hosts",
            "No request that the gateway accepts can match, so the routes are never used there.",
            "Add the host to a server of the gateway, or correct the VirtualService's hosts.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop.example.org]
              gateways: [public]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: ["*.example.com"], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [public]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0132/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return GatewayReference.all(mesh)
                .filter(reference -> !reference.isInternal())
                .flatMap(reference -> finding(mesh, reference));
    }

    private static Stream<Finding> finding(Mesh mesh, GatewayReference reference) {
        var object = reference.virtualService();
        var gateway = reference.gateway(mesh);
        var taken = gateway.map(found -> GatewayReference.hosts(found, object.namespaceOrDefault()))
                .orElse(List.of());
        var hosts = Istio.hosts(object).stream()
                .map(host -> Hosts.fullName(object.namespaceOrDefault(), host))
                .toList();
        if (hosts.isEmpty()
                || hosts.stream()
                        .anyMatch(host -> taken.stream().anyMatch(one -> GatewayReference.matches(one, host)))) {
            return Stream.empty();
        }
        var finding = Finding.of(
                INFO,
                object,
                reference.node().where(),
                reference.path(),
                "gateway " + reference.namespace() + "/" + reference.name() + " takes none of the hosts "
                        + String.join(", ", hosts)
                        + (taken.isEmpty() ? "" : "; it takes " + String.join(", ", taken)),
                INFO.fix());
        return Stream.of(gateway.isEmpty() ? finding.asInference() : finding);
    }
}
