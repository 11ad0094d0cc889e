package dev.meshwright.topology.observed;

import static dev.meshwright.topology.observed.Shop.edge;
import static dev.meshwright.topology.observed.Shop.messages;
import static dev.meshwright.topology.observed.Shop.seen;
import static dev.meshwright.topology.observed.Shop.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Traffic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IstioMetricsTest {
    @Test
    void aDeclaredCallThatWasSeenHasItsTraffic() {
        var topology = seen("# TYPE istio_requests_total counter\n"
                + sample(120, Map.of())
                + sample(3, Map.of("response_code", "503", "response_flags", "UH")));
        assertThat(edge(topology, "shop/web", "shop/cart")).hasValueSatisfying(edge -> {
            assertThat(edge.confidence()).isEqualTo(Edge.Confidence.DECLARED);
            assertThat(edge.port()).isEqualTo(80);
            assertThat(edge.evidence())
                    .contains(new Evidence("seen", 2, "istio_requests_total source", "123 requests"));
        });
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed, Traffic::denied)
                .containsExactly(123L, 3L, 0L);
        assertThat(messages(topology, "seen-not-declared")).isEmpty();
    }

    @Test
    void whatBothProxiesCountIsCountedOnce() {
        var topology = seen(
                sample(100, Map.of("reporter", "source")) + sample(98, Map.of("reporter", "destination")),
                sample(5, Map.of("reporter", "source")));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(105);
    }

    @Test
    void aCallThatNothingDeclaresIsAnEdgeAndAWarning() {
        var topology = seen(sample(
                40,
                Map.of(
                        "source_workload", "cart",
                        "destination_service_name", "pricing",
                        "destination_service", "pricing.shop.svc.cluster.local",
                        "destination_workload", "pricing",
                        "request_protocol", "grpc",
                        "grpc_response_status", "0")));
        assertThat(edge(topology, "shop/cart", "shop/pricing")).hasValueSatisfying(edge -> {
            assertThat(edge.confidence()).isEqualTo(Edge.Confidence.OBSERVED);
            assertThat(edge.port()).isEqualTo(50051);
            assertThat(edge.protocol()).isEqualTo(Protocol.GRPC);
        });
        assertThat(messages(topology, "seen-not-declared"))
                .containsExactly("cart calls pricing (40 requests), which no manifest declares");
    }

    @Test
    void aDeclaredCallThatWasNotSeenIsAHintOnlyWhereItWouldHaveBeenSeen() {
        var topology = seen(sample(7, Map.of("destination_workload", "cart")));
        assertThat(messages(topology, "declared-not-seen")).isEmpty();

        var withConnections = seen(sample(7, Map.of()) + "istio_tcp_connections_opened_total"
                + labels(Map.of("request_protocol", "tcp")) + " 1\n");
        assertThat(messages(withConnections, "declared-not-seen"))
                .containsExactly("cart was not seen to call cart-db, which is declared");
    }

    @Test
    void connectionsAreCountedApartFromRequests() {
        var topology = seen("istio_tcp_connections_opened_total"
                + labels(Map.of(
                        "source_workload", "cart",
                        "destination_service_name", "cart-db",
                        "destination_workload", "cart-db",
                        "request_protocol", "tcp"))
                + " 4\n");
        assertThat(traffic(topology, "shop/cart", "shop/cart-db"))
                .extracting(Traffic::requests, Traffic::connections)
                .containsExactly(0L, 4L);
    }

    @Test
    void deniedRequestsMakeNoCall() {
        for (var denied : new Map<?, ?>[] {
            Map.of("response_code", "403"), Map.of("response_flags", "UAEX"), Map.of("grpc_response_status", "7")
        }) {
            var labels =
                    new TreeMap<>(Map.of("destination_service_name", "pricing", "destination_workload", "pricing"));
            denied.forEach((key, value) -> labels.put(key.toString(), value.toString()));
            var topology = seen(sample(7, labels));
            assertThat(edge(topology, "shop/web", "shop/pricing"))
                    .as(labels.toString())
                    .isEmpty();
            assertThat(messages(topology, "refused-call"))
                    .as(labels.toString())
                    .containsExactly("web is refused by pricing (7 requests): not taken as a sign that it may call");
        }
        var partly = seen(sample(7, Map.of("response_code", "403")) + sample(1, Map.of()));
        assertThat(traffic(partly, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::denied)
                .containsExactly(8L, 7L);
    }

    @Test
    void gatewaysAreIngress() {
        var topology = seen(sample(
                500,
                Map.of(
                        "source_workload", "istio-ingressgateway",
                        "source_workload_namespace", "istio-system",
                        "destination_service_name", "web",
                        "destination_workload", "web-v1")));
        assertThat(edge(topology, Edge.INGRESS, "shop/web"))
                .hasValueSatisfying(edge -> assertThat(edge.port()).isEqualTo(80));
    }

    @Test
    void callersWithoutANameAreOutsideOfTheMesh() {
        var topology = seen(sample(
                9,
                Map.of(
                        "reporter", "destination",
                        "source_workload", "unknown",
                        "source_workload_namespace", "unknown",
                        "source_principal", "unknown",
                        "source_app", "unknown",
                        "connection_security_policy", "none")));
        assertThat(topology.edges()).isEqualTo(Shop.declared().edges());
        assertThat(messages(topology, "outside-caller"))
                .singleElement()
                .asString()
                .startsWith("cart is called from outside of the mesh (9 requests)");
    }

    @Test
    void aCallerIsAlsoKnownByItsCertificateOrItsApp() {
        var nameless = Map.of("source_workload", "unknown", "source_app", "unknown");
        var byPrincipal = new TreeMap<>(nameless);
        byPrincipal.put("source_principal", "spiffe://cluster.local/ns/shop/sa/pricing");
        assertThat(edge(seen(sample(1, byPrincipal)), "shop/pricing", "shop/cart"))
                .isPresent();
        var byApp = new TreeMap<>(nameless);
        byApp.put("source_principal", "unknown");
        byApp.put("source_canonical_service", "pricing");
        assertThat(edge(seen(sample(1, byApp)), "shop/pricing", "shop/cart")).isPresent();
    }

    @Test
    void whoIsNotInTheInputIsNamed() {
        var topology = seen(
                sample(2, Map.of("source_workload", "loadgen", "source_workload_namespace", "load")),
                sample(
                        3,
                        Map.of(
                                "destination_service_name", "billing",
                                "destination_service_namespace", "finance",
                                "destination_service", "billing.finance.svc.cluster.local",
                                "destination_workload", "billing",
                                "destination_workload_namespace", "finance")));
        assertThat(messages(topology, "unknown-caller"))
                .containsExactly("load/loadgen, which the input does not hold, calls cart (2 requests)");
        assertThat(messages(topology, "unknown-callee"))
                .containsExactly("web calls finance/billing (3 requests), which the input does not hold");
        assertThat(topology.edges()).isEqualTo(Shop.declared().edges());
    }

    @Test
    void hostsOutsideOfTheClusterAreExternalCalls() {
        var out = Map.of(
                "destination_workload", "unknown",
                "destination_workload_namespace", "unknown",
                "destination_service_namespace", "unknown",
                "destination_app", "unknown");
        var entry = new TreeMap<>(out);
        entry.putAll(Map.of("destination_service", "api.stripe.com", "destination_service_name", "api.stripe.com"));
        var through = new TreeMap<>(out);
        through.putAll(
                Map.of("destination_service", "example.org:8443", "destination_service_name", "PassthroughCluster"));
        var nowhere = new TreeMap<>(out);
        nowhere.putAll(Map.of("destination_service", "unknown", "destination_service_name", "PassthroughCluster"));
        var blocked = new TreeMap<>(out);
        blocked.putAll(Map.of("destination_service", "evil.example", "destination_service_name", "BlackHoleCluster"));
        var topology = seen(sample(1, entry) + sample(1, through) + sample(2, nowhere) + sample(1, blocked));
        assertThat(topology.external()).extracting(ExternalCall::host).containsExactly("api.stripe.com", "example.org");
        assertThat(messages(topology, "unknown-callee"))
                .containsExactly("web calls out of the mesh (2 requests) to hosts that the traffic does not name");
        assertThat(messages(topology, "refused-call"))
                .singleElement()
                .asString()
                .contains("evil.example");
    }

    @Test
    void methodsAndPathsAreKeptPerCall() {
        var topology = seen(sample(3, Map.of("request_method", "GET", "request_path", "/cart"))
                + sample(5, Map.of("request_method", "POST", "request_path", "/cart"))
                + sample(9, Map.of("request_method", "DELETE", "request_path", "/cart", "response_code", "403")));
        assertThat(traffic(topology, "shop/web", "shop/cart").operations())
                .containsExactly(new Traffic.Operation("POST", "/cart", 5), new Traffic.Operation("GET", "/cart", 3));
    }

    @Test
    void theSamePodsUnderAnotherServiceAreTheSameCall() {
        var topology = seen(sample(1, Map.of("destination_service_name", "cart-headless")));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(1);
        assertThat(messages(topology, "seen-not-declared")).isEmpty();
    }

    @Test
    void waypointsAndEgressGatewaysAreNoEnds() {
        var topology = seen(
                sample(1, Map.of("source_workload", "waypoint")),
                sample(1, Map.of("source_workload", "istio-egressgateway")),
                sample(
                        4,
                        Map.of(
                                "source_workload", "unknown",
                                "destination_service_name", "istio-ingressgateway",
                                "destination_service", "istio-ingressgateway.istio-system.svc.cluster.local",
                                "destination_service_namespace", "istio-system",
                                "destination_workload", "istio-ingressgateway",
                                "destination_workload_namespace", "istio-system")));
        assertThat(topology.edges()).isEqualTo(Shop.declared().edges());
        assertThat(topology.warnings()).isEqualTo(Shop.declared().warnings());
    }

    @Test
    void manifestsWithoutANamespaceRunWhereTheTrafficSays() {
        var topology = Shop.seenUnplaced(sample(12, Map.of()));
        assertThat(traffic(topology, "default/web", "default/cart").requests()).isEqualTo(12);
    }

    @Test
    void countersAtZeroSawNothing() {
        assertThat(seen(sample(0, Map.of())).edges()).isEqualTo(Shop.declared().edges());
    }

    private static String sample(int count, Map<String, String> labels) {
        return "istio_requests_total" + labels(labels) + " " + count + "\n";
    }

    /// The labels that Istio's proxies write, for a request of `web` to `cart` unless told otherwise.
    private static String labels(Map<String, String> changed) {
        var labels = new TreeMap<String, String>();
        labels.put("reporter", "source");
        labels.put("source_workload", "web-v1");
        labels.put("source_workload_namespace", "shop");
        labels.put("source_principal", "spiffe://cluster.local/ns/shop/sa/web");
        labels.put("source_app", "web");
        labels.put("source_version", "unknown");
        labels.put("source_cluster", "Kubernetes");
        labels.put("destination_workload", "cart");
        labels.put("destination_workload_namespace", "shop");
        labels.put("destination_principal", "spiffe://cluster.local/ns/shop/sa/cart");
        labels.put("destination_app", "cart");
        labels.put("destination_version", "unknown");
        labels.put("destination_service", "cart.shop.svc.cluster.local");
        labels.put("destination_service_name", "cart");
        labels.put("destination_service_namespace", "shop");
        labels.put("destination_cluster", "Kubernetes");
        labels.put("request_protocol", "http");
        labels.put("response_code", "200");
        labels.put("response_flags", "-");
        labels.put("grpc_response_status", "");
        labels.put("connection_security_policy", "mutual_tls");
        for (var side : List.of("source", "destination")) {
            var workload = changed.get(side + "_workload");
            if (workload != null) {
                labels.put(side + "_app", workload);
                labels.put(
                        side + "_principal",
                        workload.equals("unknown") ? workload : "spiffe://cluster.local/ns/shop/sa/" + workload);
            }
        }
        labels.putAll(changed);
        var text = new StringBuilder();
        labels.forEach((name, value) -> text.append(text.isEmpty() ? "{" : ",")
                .append(name)
                .append("=\"")
                .append(value)
                .append('"'));
        return text.append('}').toString();
    }
}
