package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A VirtualService is bound to a gateway that does not exist.
final class GatewayNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "GatewayNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A VirtualService's gateway does not exist",
            "The routes are attached to nothing: requests from outside get a 404.",
            "Correct the name (namespace/name for a gateway of another namespace), or add the Gateway.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: ingress}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [public]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: ingress}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [ingress/public]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksGateways = GatewayReference.lacksGateways(mesh);
        return GatewayReference.all(mesh)
                .filter(reference ->
                        !reference.isInternal() && reference.gateway(mesh).isEmpty())
                .map(reference -> Finding.of(
                        INFO,
                        reference.virtualService(),
                        reference.node().where(),
                        reference.path(),
                        "there is no gateway " + reference.namespace() + "/" + reference.name(),
                        INFO.fix()))
                .map(finding -> lacksGateways ? finding.asInference() : finding);
    }
}
