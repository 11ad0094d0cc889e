package dev.meshwright.topology.observed;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A small shop whose manifests declare less than it does, and what tools have seen of it.
final class Shop {
    private static final String MANIFESTS = workload("web-v1", "web", "{name: CART_URL, value: 'http://cart'}")
            + service("web", "web", "{name: http, port: 80, targetPort: 8080}")
            + workload("cart", "cart", "{name: DB_HOST, value: cart-db}, {name: DB_PORT, value: '5432'}")
            + service("cart", "cart", "{name: http, port: 80}")
            + service("cart-headless", "cart", "{name: http, port: 80}")
            + workload("cart-db", "cart-db", "")
            + service("cart-db", "cart-db", "{name: tcp, port: 5432}")
            + workload("pricing", "pricing", "{name: OTEL_SERVICE_NAME, value: PriceEngine}")
            + service("pricing", "pricing", "{name: grpc, port: 50051}, {name: http-admin, port: 8081}")
            + workload("report-job", "report-job", "{name: CART_URL, value: 'http://cart'}");

    private Shop() {}

    static Topology declared() {
        return TopologyMapper.map(ManifestReader.parse("shop.yaml", MANIFESTS));
    }

    /// The shop with what these files say.
    static Topology seen(String... files) {
        return ObservedTraffic.merge(
                declared(),
                Arrays.stream(files).map(text -> TrafficFile.read("seen", text)).toList());
    }

    /// The same without a namespace in any manifest.
    static Topology seenUnplaced(String file) {
        return seenWith(text -> text.replace(", namespace: shop", ""), file);
    }

    /// The shop with its manifests changed.
    static Topology seenWith(UnaryOperator<String> change, String file) {
        var topology = TopologyMapper.map(ManifestReader.parse("shop.yaml", change.apply(MANIFESTS)));
        return ObservedTraffic.merge(topology, List.of(TrafficFile.read("seen", file)));
    }

    static Optional<Edge> edge(Topology topology, String from, String to) {
        return topology.edges().stream()
                .filter(edge -> edge.from().equals(from) && edge.to().equals(to))
                .findFirst();
    }

    static Traffic traffic(Topology topology, String from, String to) {
        var traffic = edge(topology, from, to).orElseThrow().traffic();
        if (traffic == null) {
            throw new AssertionError("no traffic from " + from + " to " + to);
        }
        return traffic;
    }

    static List<String> messages(Topology topology, String kind) {
        return topology.warnings().stream()
                .filter(warning -> warning.kind().equals(kind))
                .map(Topology.Warning::message)
                .toList();
    }

    private static String workload(String name, String app, String env) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      serviceAccountName: %s
                      containers: [{name: main, image: main:1, env: [%s]}]
                """.formatted(name, app, app, env);
    }

    private static String service(String name, String app, String ports) {
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {selector: {app: %s}, ports: [%s]}
                """.formatted(name, app, ports);
    }
}
