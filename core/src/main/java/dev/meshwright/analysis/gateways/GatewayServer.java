package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One server of an Istio Gateway: a port with the hosts that it takes.
///
/// @param path of the server: `spec.servers[0]`
/// @param port 0 where it has none
/// @param hosts as written, perhaps with a namespace before them
record GatewayServer(Manifest gateway, Node node, String path, int port, List<String> hosts) {
    static List<Manifest> gateways(Mesh mesh) {
        return mesh.objects("networking.istio.io", "Gateway");
    }

    static Stream<GatewayServer> all(Mesh mesh) {
        return gateways(mesh).stream().flatMap(GatewayServer::of);
    }

    static Stream<GatewayServer> of(Manifest gateway) {
        var servers = gateway.root().items("spec", "servers");
        return IntStream.range(0, servers.size()).mapToObj(i -> {
            var server = servers.get(i);
            var hosts = server.items("hosts").stream()
                    .flatMap(host -> host.text().stream())
                    .toList();
            return new GatewayServer(
                    gateway,
                    server,
                    "spec.servers[" + i + "]",
                    server.integer("port", "number").orElse(0),
                    hosts);
        });
    }

    /// The labels of the pods that a gateway is for; empty for all pods.
    static SequencedMap<String, String> selector(Manifest gateway) {
        var labels = new LinkedHashMap<String, String>();
        for (var label : gateway.root().entries("spec", "selector")) {
            labels.put(label.key(), label.value().text().orElse(""));
        }
        return labels;
    }

    static String text(SequencedMap<String, String> labels) {
        return String.join(
                ", ",
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .toList());
    }

    /// In upper case; "" where it is not said.
    String protocol() {
        return node.text("port", "protocol").orElse("").toUpperCase(Locale.ROOT);
    }

    /// Whether hosts decide which requests it takes: TCP has none.
    boolean isForRequests() {
        return !protocol().equals("TCP") && !protocol().equals("TLS");
    }

    /// Whether its pods let traffic out of the mesh, as far as their labels tell.
    boolean letsOut() {
        return selector(gateway).values().stream().anyMatch(value -> value.contains("egress"));
    }

    boolean isAtSamePods(GatewayServer other) {
        return selector(gateway).equals(selector(other.gateway));
    }

    /// Whether both take requests for one host, namespaces before hosts left aside.
    boolean sharesHost(GatewayServer other) {
        return hosts.stream()
                .map(GatewayServer::name)
                .anyMatch(mine -> other.hosts.stream()
                        .map(GatewayServer::name)
                        .anyMatch(theirs -> covers(mine, theirs) || covers(theirs, mine)));
    }

    private static String name(String host) {
        return host.substring(host.indexOf('/') + 1);
    }

    private static boolean covers(String pattern, String host) {
        return pattern.startsWith("*") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }

    String bind() {
        return node.text("bind").orElse("");
    }

    /// The Secret that holds the certificate; "" where there is none.
    String credential() {
        return node.text("tls", "credentialName").orElse("");
    }
}
