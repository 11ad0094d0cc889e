package dev.meshwright.topology.observed;

import static dev.meshwright.topology.observed.Shop.edge;
import static dev.meshwright.topology.observed.Shop.messages;
import static dev.meshwright.topology.observed.Shop.seen;
import static dev.meshwright.topology.observed.Shop.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficFileTest {
    private static final String ISTIO = """
            "reporter": "destination", "source_workload": "web-v1", "source_workload_namespace": "shop",
            "destination_service": "cart.shop.svc.cluster.local", "destination_service_name": "cart",
            "destination_service_namespace": "shop", "destination_workload": "cart",
            "destination_workload_namespace": "shop", "request_protocol": "http", "response_code": "200"
            """;

    private static final String KIALI = """
            {"timestamp": 1523364075, "duration": 60, "graphType": "versionedApp", "elements": {
              "nodes": [
                {"data": {"id": "box", "nodeType": "box", "cluster": "k", "namespace": "shop", "app": "cart", "isBox": "app"}},
                {"data": {"id": "gw", "nodeType": "app", "cluster": "k", "namespace": "istio-system",
                  "workload": "edge", "app": "edge", "isGateway": {"ingressInfo": {"hostnames": ["*"]}}, "isRoot": true}},
                {"data": {"id": "out", "nodeType": "unknown", "cluster": "unknown", "namespace": "unknown",
                  "workload": "unknown", "app": "unknown", "version": "unknown", "isRoot": true}},
                {"data": {"id": "web", "nodeType": "app", "cluster": "k", "namespace": "shop", "workload": "web-v1",
                  "app": "web", "version": "v1", "destServices": [{"cluster": "k", "namespace": "shop", "name": "web"}]}},
                {"data": {"id": "svc", "nodeType": "service", "cluster": "k", "namespace": "shop", "service": "cart",
                  "app": "cart"}},
                {"data": {"id": "cart", "parent": "box", "nodeType": "app", "cluster": "k", "namespace": "shop",
                  "workload": "cart", "app": "cart", "version": "v1"}},
                {"data": {"id": "stripe", "nodeType": "service", "cluster": "k", "namespace": "shop",
                  "service": "api.stripe.com", "isServiceEntry": {"hosts": ["api.stripe.com"],
                  "location": "MESH_EXTERNAL", "namespace": "shop"}}},
                {"data": {"id": "way", "nodeType": "workload", "cluster": "k", "namespace": "shop",
                  "workload": "waypoint", "isWaypoint": true}}
              ],
              "edges": [
                {"data": {"id": "1", "source": "gw", "target": "web", "traffic": {"protocol": "http",
                  "rates": {"http": "0.50", "httpPercentReq": "100.0"},
                  "responses": {"200": {"flags": {"-": "100.0"}, "hosts": {"web.shop.svc.cluster.local": "100.0"}}}}}},
                {"data": {"id": "2", "source": "out", "target": "web", "traffic": {"protocol": "http",
                  "rates": {"http": "0.10"}}}},
                {"data": {"id": "3", "source": "web", "target": "svc", "traffic": {"protocol": "http",
                  "rates": {"http": "1.00", "http4xx": "0.25", "http5xx": "0.50", "httpPercentErr": "75.0"},
                  "responses": {"200": {"flags": {"-": "25.0"}}, "403": {"flags": {"-": "25.0"}},
                    "503": {"flags": {"UH": "40.0", "UF": "10.0"}}}}}},
                {"data": {"id": "4", "source": "svc", "target": "cart", "traffic": {"protocol": "http",
                  "rates": {"http": "1.00"}}}},
                {"data": {"id": "5", "source": "cart", "target": "stripe", "traffic": {"protocol": "tcp",
                  "rates": {"tcp": "2.00"}}}},
                {"data": {"id": "6", "source": "way", "target": "cart", "traffic": {"protocol": "tcp",
                  "rates": {"tcp": "9.00"}}, "waypoint": {"direction": "from"}}}
              ]}}
            """;

    @Test
    void prometheusAnswersWithAVector() {
        var topology = seen("""
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"__name__": "istio_requests_total", %s}, "value": [1763740800.123, "17"]},
                  {"metric": {"__name__": "up"}, "value": [1763740800.123, "1"]}]}}
                """.formatted(ISTIO));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(17);
    }

    @Test
    void aMatrixCountsUpToItsEndAcrossRestarts() {
        var topology = seen("""
                {"status":"success","data":{"resultType":"matrix","result":[
                  {"metric":{"__name__":"istio_requests_total",%s},
                   "values":[[1,"10"],[2,"14"],[3,"2"],[4,"NaN"],[5,"1"]]}]}}
                """.formatted(ISTIO));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(17);
    }

    @Test
    void aRateHasNoNameAndIsSeenHoweverSmall() {
        var topology = seen("""
                {"status":"success","data":{"resultType":"vector","result":[
                  {"metric":{%s},"value":[1,"0.013"]}]}}
                """.formatted(ISTIO));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(1);
    }

    @Test
    void prometheusErrorsAreTold() {
        assertThat(TrafficFile.read(
                                "q.json", "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}")
                        .problems())
                .extracting(Problem::message)
                .containsExactly("Prometheus answered with an error: parse error");
        assertThat(TrafficFile.read(
                                "q.json",
                                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}")
                        .problems())
                .extracting(Problem::message)
                .containsExactly("the result is a scalar, not a vector or a matrix.");
    }

    @Test
    void theServiceGraphNamesServicesAsTracesDo() {
        var topology = seen("""
                # TYPE traces_service_graph_request_total counter
                traces_service_graph_request_total{client="web",connection_type="",failed="false",server="cart"} 20
                traces_service_graph_request_failed_total{client="web",connection_type="",failed="true",server="cart"} 2
                traces_service_graph_request_total{client="cart",server="PriceEngine",server_http_method="GET",server_http_route="/price/{id}"} 4
                traces_service_graph_request_total{client="user",connection_type="virtual_node",server="web"} 3
                traces_service_graph_request_total{client="web",connection_type="messaging_system",server="report-job"} 8
                traces_service_graph_request_server_seconds_count{client="web",server="cart"} 20
                """);
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed)
                .containsExactly(20L, 2L);
        assertThat(traffic(topology, "shop/cart", "shop/pricing").operations())
                .containsExactly(new Traffic.Operation("GET", "/price/{id}", 4));
        assertThat(messages(topology, "outside-caller")).hasSize(1);
        assertThat(edge(topology, "shop/web", "shop/report-job")).isEmpty();
    }

    @Test
    void jaegerAndZipkinListDependencies() {
        var jaeger = """
                {"data": [
                  {"parent": "web.shop", "child": "cart", "callCount": 11},
                  {"parent": "cart-service", "child": "price_engine", "callCount": 2},
                  {"parent": "istio-ingressgateway", "child": "web", "callCount": 5},
                  {"parent": "web", "child": "elsewhere", "callCount": 1}
                ], "total": 0, "limit": 0, "offset": 0, "errors": null}
                """;
        var topology = seen(jaeger, "[{\"parent\":\"web\",\"child\":\"cart\",\"callCount\":4,\"errorCount\":1}]");
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed)
                .containsExactly(15L, 1L);
        assertThat(edge(topology, "shop/cart", "shop/pricing"))
                .hasValueSatisfying(edge -> assertThat(edge.confidence()).isEqualTo(Edge.Confidence.OBSERVED));
        assertThat(edge(topology, Edge.INGRESS, "shop/web")).isPresent();
        assertThat(messages(topology, "unknown-callee"))
                .containsExactly("web calls elsewhere (1 request), which the input does not hold");
    }

    @Test
    void kialiDrawsAGraph() {
        var topology = seen(KIALI);
        assertThat(traffic(topology, Edge.INGRESS, "shop/web").requests()).isEqualTo(30);
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed, Traffic::denied)
                .containsExactly(60L, 30L, 15L);
        assertThat(topology.external()).singleElement().satisfies(call -> {
            assertThat(call.from()).isEqualTo("shop/cart");
            assertThat(call.host()).isEqualTo("api.stripe.com");
        });
        assertThat(messages(topology, "outside-caller"))
                .singleElement()
                .asString()
                .contains("web", "6 requests");
        assertThat(topology.edges()).noneMatch(edge -> edge.to().equals(edge.from()));
    }

    @Test
    void badLinesOfTextAreNamedAndTheRestIsRead() {
        var labels = "{source_workload=\"web-v1\",source_workload_namespace=\"shop\",destination_service_name=\"cart\","
                + "destination_service_namespace=\"shop\"";
        var observation =
                TrafficFile.read("m.prom", """
                # HELP istio_requests_total requests
                istio_requests_total%s} 3 1763740800123
                istio_requests_total%s,path="a\\"b\\\\c\\n"} 4 # {trace_id="x"} 1
                {"istio_requests_total",%s} 5
                istio_requests_total%s 6
                istio_requests_total%s,path="open} 6
                istio_requests_total%s} many
                envoy_cluster_x{a="b"} what ever
                """.formatted(labels, labels, labels.substring(1), labels, labels, labels));
        assertThat(observation.flows()).extracting(flow -> flow.count().all()).containsExactly(3.0, 4.0, 5.0);
        assertThat(observation.flows().get(1).path()).isEqualTo("a\"b\\c\n");
        assertThat(observation.problems())
                .extracting(problem -> problem.where().line())
                .containsExactly(5, 6, 7);
        assertThat(observation.problems().get(2).message()).startsWith("this is no sample of a metric (no value): ");
    }

    @Test
    void badEntriesOfJsonAreNamedAndTheRestIsRead() {
        var jaeger = TrafficFile.read("d.json", """
                {"data": [
                  {"parent": "web", "callCount": 11},
                  7,
                  {"parent": "web", "child": "cart", "callCount": "often"},
                  {"parent": "web", "child": "cart", "callCount": 1}
                ]}
                """);
        assertThat(jaeger.flows()).hasSize(1);
        assertThat(jaeger.problems())
                .extracting(problem -> problem.where().line())
                .containsExactly(2, 3, 4);

        var kiali = TrafficFile.read("k.json", """
                {"elements": {"nodes": [{"data": {"nodeType": "app"}},
                  {"data": {"id": "a", "nodeType": "workload", "namespace": "shop", "workload": "cart"}}],
                 "edges": [
                  {"data": {"source": "a", "target": "gone"}},
                  {"data": {"source": "a", "target": "a", "traffic": {"protocol": "http", "rates": {"http": "x"}}}}]}}
                """);
        assertThat(kiali.problems())
                .extracting(problem -> problem.where().line())
                .containsExactly(1, 4, 5);

        var prometheus = TrafficFile.read("p.json", """
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"value": [1, "2"]},
                  {"metric": {"__name__": "istio_requests_total"}, "value": [1]},
                  null,
                  {"metric": {"__name__": "istio_requests_total", "source_workload": "web-v1"}, "value": [1, "2"]}]}}
                """);
        assertThat(prometheus.flows()).hasSize(1);
        assertThat(prometheus.problems())
                .extracting(problem -> problem.where().line())
                .containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "hello world",
                "<html><body>Prometheus</body></html>",
                "{}",
                "[]",
                "null",
                "{\"data\": {}}",
                "{\"data\": 1, \"status\": {}}",
                "{\"elements\": 3}",
                "{\"data\": [",
                "{\"a\": \t1}",
                "{",
                "}{",
                "\u0000",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{}}}"
            })
    void whatIsNoTrafficIsOneProblemAndNoFailure(String text) {
        var observation = TrafficFile.read("x", text);
        assertThat(observation.flows()).isEmpty();
        assertThat(observation.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.where().file().equals("x"));
    }

    @Test
    void aTextThatIsSomethingElseIsWrongOnce() {
        assertThat(TrafficFile.read("x", "<html>\n<body>\n</body>\n</html>\n").problems())
                .extracting(Problem::message)
                .containsExactly("this is no sample of a metric (no name): <html>.", "no traffic is in it.");
        var mostlyBad = TrafficFile.read("x", "istio_requests_total{source_workload=\"a\"} 1\n" + "?\n".repeat(30));
        assertThat(mostlyBad.problems()).hasSize(21);
        assertThat(mostlyBad.problems().getLast().message()).isEqualTo("10 more lines are no samples.");
    }

    @Test
    void jsonThatEndsTooEarlyIsNamedAsThat() {
        assertThat(TrafficFile.read("q.json", "{\n\"data\": [\n{\"parent\": \"we")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).startsWith("not JSON: ");
                    assertThat(problem.where().line()).isEqualTo(3);
                });
    }

    @Test
    void ofJsonThatBreaksOffWhatStandsBeforeCounts() {
        var jaeger = TrafficFile.read("q.json", "[{\"parent\":\"web\",\"child\":\"cart\",\"callCount\":4},\n{\"par");
        assertThat(jaeger.flows()).hasSize(1);
        assertThat(jaeger.problems())
                .extracting(problem -> problem.where().line() + " " + problem.message())
                .containsExactly("2 not JSON: it breaks here.");
        var prometheus = TrafficFile.read(
                "q.json",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{%s},\"value\":[1,\"2\"]}"
                        .formatted(ISTIO));
        assertThat(prometheus.flows()).hasSize(1);
        assertThat(prometheus.problems()).hasSize(1);
    }

    @Test
    void theKindOfAResultMayStandBehindIt() {
        var topology = seen("{\"data\":{\"result\":[{\"metric\":{%s},\"value\":[1,\"3\"]}],\"resultType\":\"vector\"}}"
                .formatted(ISTIO));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(3);
    }

    @Test
    void whatFollowsFromTheCallsAsAWholeIsMadeAnew() {
        var topology = Shop.seenWith(
                text -> text.replace(
                                "{name: CART_URL",
                                "{name: MAX_RETRIES, value: '3'}, {name: REQUEST_TIMEOUT, value: 1s},"
                                        + " {name: CART_URL")
                        .replace(
                                "{name: DB_HOST",
                                "{name: MAX_RETRIES, value: '3'}, {name: REQUEST_TIMEOUT, value: 9s},"
                                        + " {name: DB_HOST"),
                "[{\"parent\":\"cart\",\"child\":\"pricing\"},{\"parent\":\"pricing\",\"child\":\"web\"}]");
        assertThat(messages(topology, "cycle")).containsExactly("cart → pricing → web → cart");
        assertThat(messages(topology, "outlasts-caller"))
                .containsOnlyOnce("cart waits 9 s, longer than its caller web (1 s)");
        var straight = Shop.seenWith(
                text -> text.replace("{name: CART_URL", "{name: MAX_RETRIES, value: '3'}, {name: CART_URL")
                        .replace("{name: DB_HOST", "{name: MAX_RETRIES, value: '3'}, {name: DB_HOST")
                        .replace("{name: grpc, port: 50051}, ", ""),
                "[{\"parent\":\"cart\",\"child\":\"pricing\"}]");
        assertThat(messages(straight, "retries-multiply"))
                .singleElement()
                .asString()
                .startsWith("one request can become 16 calls of pricing");
    }

    @Test
    void failuresAloneAreACallToo() {
        var topology = seen("traces_service_graph_request_failed_total{client=\"web\",server=\"cart\"} 2\n");
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed)
                .containsExactly(2L, 2L);
        assertThat(messages(topology, "refused-call")).isEmpty();
    }

    @Test
    void aNameSaysMoreThanALabelThatOthersShare() {
        var labels = ", app.kubernetes.io/name: cart}}";
        var topology = Shop.seenWith(
                text -> text.replace("{app: cart}}", "{app: cart" + labels + "}")
                        .replace("{app: cart-db}}", "{app: cart-db" + labels + "}"),
                "[{\"parent\":\"web\",\"child\":\"cart\",\"callCount\":4}]");
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(4);
    }

    @Test
    void aNamespaceBehindADotIsNoPartOfAName() {
        var topology = seen("[{\"parent\":\"web\",\"child\":\"report.job\",\"callCount\":4}]");
        assertThat(edge(topology, "shop/web", "shop/report-job")).isEmpty();
        assertThat(messages(topology, "unknown-callee")).hasSize(1);
    }

    @Test
    void problemsStandAmongTheWarningsOfTheMap() {
        var topology = seen("nothing at all");
        assertThat(topology.edges()).isEqualTo(Shop.declared().edges());
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.kind().equals("unreadable"))
                .extracting(warning -> warning.file() + ":" + warning.line())
                .containsExactly("seen:0", "seen:1");
    }
}
