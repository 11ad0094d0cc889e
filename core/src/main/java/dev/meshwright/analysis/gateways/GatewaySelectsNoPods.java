package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.stream.Stream;

/// No pod has the labels that a Gateway selects.
final class GatewaySelectsNoPods implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "GatewaySelectsNoPods",
            Category.REFERENCE,
            Severity.ERROR,
            "A Gateway selects no pods",
            "No proxy opens the gateway's ports, so nothing from outside gets in by it.",
            "Select labels that the gateway's pods have.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgatway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: gateway, namespace: ingress, labels: {istio: ingressgateway}}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: gateway, namespace: ingress, labels: {istio: ingressgateway}}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// Gateways select pods of any namespace.
    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var pods = GatewayPods.of(mesh);
        return GatewayServer.gateways(mesh).stream()
                .filter(gateway ->
                        pods.selected(GatewayServer.selector(gateway)).isEmpty())
                .map(GatewaySelectsNoPods::finding)
                .map(finding -> mesh.workloads().isEmpty() ? finding.asInference() : finding);
    }

    private static Finding finding(Manifest gateway) {
        return Finding.of(
                INFO,
                gateway,
                gateway.where("spec", "selector"),
                "spec.selector",
                "no pod has the labels " + GatewayServer.text(GatewayServer.selector(gateway)),
                INFO.fix());
    }
}
