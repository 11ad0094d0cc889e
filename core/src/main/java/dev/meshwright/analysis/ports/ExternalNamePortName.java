package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// A port of an ExternalName Service makes the proxy listen for all TCP traffic of that port.
final class ExternalNamePortName implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0150",
            "ExternalNamePortName",
            Category.TRAFFIC,
            Severity.WARNING,
            "An ExternalName Service's port is plain TCP or nameless",
            "The Service has no address of its own, so the proxy listens on the port for every address and takes"
                    + " traffic that is meant for others.",
            "Name the port after its protocol (http, https, tls, grpc).",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: payments, namespace: shop}
            spec:
              type: ExternalName
              externalName: api.example.com
              ports: [{name: tcp, port: 443}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: payments, namespace: shop}
            spec:
              type: ExternalName
              externalName: api.example.com
              ports: [{name: https, port: 443}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0150/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return ServicePort.all(mesh)
                .filter(port -> ServicePort.isExternalName(port.service())
                        && !Mesh.isControlPlane(port.service())
                        && (!port.tellsProtocol() || port.name().equals("tcp")))
                .map(port -> Finding.of(
                        INFO,
                        port.service(),
                        port.node()
                                .at("name")
                                .map(Node::where)
                                .orElse(port.node().where()),
                        port.path() + ".name",
                        "port " + port.port() + " of an ExternalName Service "
                                + (port.name().isEmpty() ? "has no name" : "is called " + port.name()),
                        INFO.fix()));
    }
}
