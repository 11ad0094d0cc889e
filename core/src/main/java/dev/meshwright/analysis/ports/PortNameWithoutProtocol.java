package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// A Service port does not say which protocol it speaks.
final class PortNameWithoutProtocol implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0118",
            "PortNameWithoutProtocol",
            Category.TRAFFIC,
            Severity.INFO,
            "A port's name does not tell its protocol",
            "Istio guesses from the first bytes of each connection whether it is HTTP; protocols in which the server"
                    + " speaks first stall, and settings for HTTP may not apply.",
            "Start the name with the protocol (http-web, grpc, tcp-db), or set appProtocol.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: web, port: 80}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http-web, port: 80}]
            """,
            "https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return ServicePort.all(mesh)
                .filter(port -> !ServicePort.isExternalName(port.service())
                        && !Mesh.isControlPlane(port.service())
                        && !port.tellsProtocol())
                .map(port -> Finding.of(
                        INFO,
                        port.service(),
                        port.node()
                                .at("name")
                                .map(Node::where)
                                .orElse(port.node().where()),
                        port.path() + ".name",
                        port.name().isEmpty()
                                ? "port " + port.port() + " has no name that tells its protocol"
                                : "the name " + port.name() + " of port " + port.port() + " tells no protocol",
                        INFO.fix()));
    }
}
