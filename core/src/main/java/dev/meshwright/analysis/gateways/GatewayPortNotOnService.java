package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// A Gateway listens on a port that no Service of its pods has.
final class GatewayPortNotOnService implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0162",
            "GatewayPortNotOnService",
            Category.TRAFFIC,
            Severity.WARNING,
            "No Service leads to the gateway's port",
            "The proxy opens the port, but nobody reaches it by the gateway's Service or load balancer.",
            "Add the port to the gateway's Service, or use one that it has.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: edge}
              servers: [{hosts: [shop.example.com], port: {number: 8443, name: http, protocol: HTTP}}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: edge, namespace: ingress, labels: {istio: edge}}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: edge, namespace: ingress}
            spec:
              selector: {istio: edge}
              ports: [{name: http, port: 80}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: edge}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: edge, namespace: ingress, labels: {istio: edge}}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: edge, namespace: ingress}
            spec:
              selector: {istio: edge}
              ports: [{name: http, port: 80}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0162/");

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
        return GatewayServer.all(mesh)
                .filter(server -> server.node().at("port").isPresent())
                .flatMap(server -> {
                    var selected = pods.selected(GatewayServer.selector(server.gateway()));
                    if (selected.isEmpty()
                            || selected.stream().anyMatch(pod -> pods.ports(pod).contains(server.port()))) {
                        return Stream.empty();
                    }
                    // What the Service of the gateway that Istio installs looks like is only assumed.
                    boolean known = selected.stream().anyMatch(pod -> !pod.assumed());
                    return Stream.of(known ? finding(server) : finding(server).asInference());
                });
    }

    private static Finding finding(GatewayServer server) {
        return Finding.of(
                INFO,
                server.gateway(),
                server.node()
                        .at("port", "number")
                        .map(Node::where)
                        .orElse(server.node().where()),
                server.path() + ".port",
                "no Service of the pods with " + GatewayServer.text(GatewayServer.selector(server.gateway()))
                        + " has port " + server.port(),
                INFO.fix());
    }
}
