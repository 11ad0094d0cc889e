package dev.meshwright.topology.picture;

import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Timeout;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Topologies written as lines `service protocol timeout -> callee callee`, each service in a namespace of its own name
/// unless written `namespace/name`. A callee with a dot is an external host.
final class ShopTopology {
    private ShopTopology() {}

    /// The services, calls and timeouts that the shop's README lists.
    static Topology shop() {
        return of("""
                ingress http 0 -> api-gateway stripe-webhook
                api-gateway http 0 -> user-service order-service product-service notification-service
                user-service grpc 3 -> auth-service loyalty-service media-service
                order-service http 30 -> payment-service inventory-service user-service
                product-service grpc 30 -> search-service pricing-service recommendation-service inventory-service review-service media-service
                payment-service http 10 -> stripe-webhook ledger-service api.stripe.com
                inventory-service grpc 3 -> warehouse-service
                ledger-service http 30 -> report-worker
                auth-service http 0 ->
                stripe-webhook http 0 -> payment-service
                notification-service http 30 -> email-worker sms-worker user-service
                search-service grpc 2 -> pricing-service
                pricing-service grpc 2 -> promotion-service
                recommendation-service grpc 5 -> search-service pricing-service
                review-service http 30 -> media-service auth-service
                loyalty-service http 5 -> promotion-service
                promotion-service http 0 ->
                warehouse-service http 0 -> shipping-service report-worker
                shipping-service http 8 ->
                media-service http 0 ->
                email-worker http 0 ->
                sms-worker http 10 ->
                report-worker http 0 ->
                """);
    }

    static Topology of(String lines) {
        var services = new ArrayList<Service>();
        var edges = new ArrayList<Edge>();
        var external = new ArrayList<ExternalCall>();
        var protocols = new LinkedHashMap<String, Protocol>();
        for (var line : lines.lines().toList()) {
            String[] words = line.split(" ", -1);
            protocols.put(id(words[0]), Protocol.valueOf(words[1].toUpperCase(Locale.ROOT)));
        }
        int number = 10;
        for (var line : lines.lines().toList()) {
            String[] words = line.strip().split(" ", -1);
            String from = id(words[0]);
            String file = "k8s/" + words[0] + ".yaml";
            if (!from.equals(Edge.INGRESS)) {
                services.add(
                        service(from, protocols.getOrDefault(from, Protocol.HTTP), Double.parseDouble(words[2]), file));
            }
            for (int i = 4; i < words.length; i++) {
                number++;
                var evidence = List.of(new Evidence(file, number, "env", "CALLS_" + i + "=http://" + words[i]));
                if (words[i].contains(".")) {
                    external.add(new ExternalCall(from, words[i], 443, Protocol.HTTP, evidence));
                } else {
                    String to = id(words[i]);
                    var protocol = protocols.getOrDefault(to, Protocol.HTTP);
                    edges.add(new Edge(from, to, port(protocol), protocol, Edge.Confidence.DECLARED, evidence));
                }
            }
        }
        services.sort(Comparator.comparing(Service::id));
        edges.sort(Comparator.comparing(Edge::from).thenComparing(Edge::to));
        return new Topology(services, List.of(), edges, List.of(), external, List.of(), List.of());
    }

    private static String id(String name) {
        return name.equals(Edge.INGRESS) || name.contains("/") ? name : name + "/" + name;
    }

    private static int port(Protocol protocol) {
        return protocol == Protocol.GRPC ? 50051 : protocol == Protocol.HTTP ? 80 : 6379;
    }

    private static Service service(String id, Protocol protocol, double timeout, String file) {
        int slash = id.indexOf('/');
        String name = id.substring(slash + 1);
        var port = new Service.Port(
                port(protocol), protocol.word(), protocol, 8080, new Evidence(file, 90, "port-name", protocol.word()));
        var timeouts = timeout == 0
                ? List.<Timeout>of()
                : List.of(new Timeout(
                        SvgPath.number(timeout) + "s", timeout, Timeout.Meaning.REQUEST, null, null, file, 27));
        return new Service(
                name,
                id.substring(0, slash),
                Service.Type.CLUSTER_IP,
                new LinkedHashMap<>(),
                List.of(port),
                List.of(id),
                name,
                timeouts,
                new Source(file, 80, 1));
    }
}
