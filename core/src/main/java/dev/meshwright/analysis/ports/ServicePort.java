package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// A port of a Service as it stands in the manifest; an entry without a number is none.
///
/// @param path of the entry: `spec.ports[0]`
/// @param port the number that callers use
record ServicePort(Manifest service, Node node, String path, int port) {
    private static final Set<String> PROTOCOLS = Set.of(
            "tcp",
            "udp",
            "grpc",
            "grpc-web",
            "http",
            "http_proxy",
            "http2",
            "https",
            "tls",
            "mongo",
            "redis",
            "mysql",
            "hbone",
            "double-hbone");
    /// Ports of protocols in which the server speaks first: SMTP, DNS, MySQL, MongoDB. Istio takes them for TCP.
    private static final Set<Integer> SERVER_FIRST = Set.of(25, 53, 3306, 27017);

    private static final Map<String, String> APP_PROTOCOLS =
            Map.of("kubernetes.io/h2c", "http2", "kubernetes.io/ws", "http", "kubernetes.io/wss", "https");

    static Stream<ServicePort> all(Mesh mesh) {
        return mesh.objects("", "Service").stream().flatMap(service -> of(service).stream());
    }

    static List<ServicePort> of(Manifest service) {
        var ports = new ArrayList<ServicePort>();
        var items = service.root().items("spec", "ports");
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var path = "spec.ports[" + i + "]";
            item.integer("port").ifPresent(port -> ports.add(new ServicePort(service, item, path, port)));
        }
        return ports;
    }

    String name() {
        return node.text("name").orElse("");
    }

    /// The transport protocol: TCP unless it says otherwise.
    String transport() {
        return node.text("protocol").orElse("TCP");
    }

    /// The number or name of the pods' port; the Service's own number where it names none.
    String targetPort() {
        return node.text("targetPort")
                .filter(target -> !target.isEmpty() && !target.equals("0"))
                .orElse(String.valueOf(port));
    }

    /// Whether Istio can tell the protocol from the declaration, without looking at the traffic.
    boolean tellsProtocol() {
        if (transport().equals("UDP") || SERVER_FIRST.contains(port)) {
            return true;
        }
        var appProtocol = node.text("appProtocol");
        var word = appProtocol
                .map(text -> APP_PROTOCOLS.getOrDefault(text, text))
                .orElse(name())
                .toLowerCase(Locale.ROOT);
        int dash = word.indexOf('-');
        return word.startsWith("grpc-web") || PROTOCOLS.contains(dash < 0 ? word : word.substring(0, dash));
    }

    static boolean isExternalName(Manifest service) {
        return service.root().text("spec", "type").orElse("").equals("ExternalName");
    }

    static SequencedMap<String, String> selector(Manifest service) {
        var selector = new LinkedHashMap<String, String>();
        for (var entry : service.root().entries("spec", "selector")) {
            entry.value().text().ifPresent(value -> selector.put(entry.key(), value));
        }
        return selector;
    }

    static List<Workload> workloads(Mesh mesh, Manifest service) {
        return mesh.selected(service.namespaceOrDefault(), selector(service));
    }
}
