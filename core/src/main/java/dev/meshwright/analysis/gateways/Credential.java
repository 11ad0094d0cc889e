package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.Optional;
import java.util.stream.Stream;

/// The Secret that a gateway's server names, looked for where the gateway's pods run.
///
/// @param namespace of the pods
record Credential(GatewayServer server, String namespace, String name) {
    /// How certificates are named that are given to the proxy in another way than by a Secret.
    private static final String NOT_A_SECRET = "://";

    /// Of the servers whose gateway has pods.
    static Stream<Credential> all(Mesh mesh) {
        var pods = GatewayPods.of(mesh);
        return GatewayServer.all(mesh)
                .filter(server ->
                        !server.credential().isEmpty() && !server.credential().contains(NOT_A_SECRET))
                .flatMap(server -> pods.selected(GatewayServer.selector(server.gateway())).stream()
                        .findFirst()
                        .map(pod -> of(server, pod.namespace()))
                        .stream());
    }

    private static Credential of(GatewayServer server, String namespace) {
        var written = server.credential();
        int slash = written.indexOf('/');
        return slash < 0
                ? new Credential(server, namespace, written)
                : new Credential(server, written.substring(0, slash), written.substring(slash + 1));
    }

    Optional<Manifest> secret(Mesh mesh) {
        return mesh.object("", "Secret", namespace, name);
    }

    Finding finding(RuleInfo rule, String message) {
        var node = server.node().at("tls", "credentialName");
        return Finding.of(
                rule,
                server.gateway(),
                node.map(Node::where).orElse(server.node().where()),
                server.path() + ".tls.credentialName",
                message,
                rule.fix());
    }
}
