package dev.meshwright.topology;

import static dev.meshwright.topology.SmallMesh.route;
import static dev.meshwright.topology.SmallMesh.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsTest {
    @Test
    void theCallerWhoGivesUpFirstLimitsAllBelow() {
        var budgets = budgets(
                service("a", "REQUEST_TIMEOUT=2s", "b"), service("b", "REQUEST_TIMEOUT=10s", "c"), service("c", ""));

        assertThat(budgets)
                .extracting(Budget::to, Budget::seconds, Budget::limitedBy)
                .containsExactly(tuple("shop/b", 2.0, "shop/a"), tuple("shop/c", 2.0, "shop/a"));
    }

    @Test
    void ofSeveralCallersTheLeastPatientCounts() {
        var budgets = budgets(
                service("a", "REQUEST_TIMEOUT=9s", "c"),
                service("b", "REQUEST_TIMEOUT=4s", "c"),
                service("c", "REQUEST_TIMEOUT=30s", "d"),
                service("d", ""));

        assertThat(budgets)
                .last()
                .extracting(Budget::seconds, Budget::limitedBy)
                .containsExactly(4.0, "shop/b");
    }

    @Test
    void aRouteLimitsWhatTheCallerWouldWait() {
        assertThat(budgets(service("a", "REQUEST_TIMEOUT=9s", "b"), service("b", ""), route("b", "timeout: 3s")))
                .extracting(Budget::seconds)
                .containsExactly(3.0);
    }

    @Test
    void aRouteOfAGatewayDoesNotLimitCallsBetweenServices() {
        var gateway = """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: entry, namespace: shop}
                spec:
                  gateways: [edge]
                  hosts: [b.example.com]
                  http: [{route: [{destination: {host: b}}], timeout: 3s, retries: {attempts: 4, retryOn: 5xx}}]
                """;

        assertThat(budgets(service("a", "", "b"), service("b", ""), gateway))
                .containsExactly(
                        new Budget(Edge.INGRESS, "shop/b", 3.0, Edge.INGRESS, 5, List.of(Edge.INGRESS, "shop/b")));
    }

    @Test
    void anHttpRouteCountsLikeAVirtualService() {
        var route = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: b, namespace: shop}
                spec:
                  parentRefs: [{group: "", kind: Service, name: b}]
                  rules: [{backendRefs: [{name: b, port: 80}], timeouts: {request: 2s}, retry: {attempts: 2, codes: [503]}}]
                """;

        assertThat(budgets(service("a", "", "b"), service("b", ""), route))
                .containsExactly(new Budget("shop/a", "shop/b", 2.0, "shop/a", 3, List.of("shop/a", "shop/b")));
    }

    @Test
    void triesMultiplyAlongTheWay() {
        var budgets = budgets(
                service("a", "MAX_RETRIES=2", "b"),
                service("b", "MAX_RETRIES=1", "c"),
                service("c", ""),
                route("c", "retries: {attempts: 3, retryOn: gateway-error}"));

        assertThat(budgets).extracting(Budget::tries).containsExactly(3, 24);
        assertThat(budgets).last().extracting(Budget::path).isEqualTo(List.of("shop/a", "shop/b", "shop/c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attempts: 3, retryOn: '5xx'                            | 4",
                "attempts: 3, retryOn: '503'                            | 4",
                "attempts: 3, retryOn: 'connect-failure,gateway-error'  | 4",
                "attempts: 3, retryOn: 'connect-failure,refused-stream' | 1",
                "attempts: 3, retryOn: 'unavailable'                    | 1",
                "attempts: 3                                            | 1",
                "perTryTimeout: 1s                                      | 1",
                "attempts: 0                                            | 1",
                "attempts: -3, retryOn: 5xx                             | 1",
                "attempts: lots, retryOn: 5xx                           | 1",
                "attempts: 2000000000, retryOn: 5xx                     | 1"
            })
    void aRouteCountsWhereItRepeatsWorkAndSaysHowOften(String retries, int tries) {
        var budgets = budgets(
                service("a", "REQUEST_TIMEOUT=1s", "b"), service("b", ""), route("b", "retries: {" + retries + "}"));

        assertThat(budgets).extracting(Budget::tries).containsExactly(tries);
    }

    @Test
    void callsInACircleCountOnce() {
        var budgets =
                budgets(service("a", "MAX_RETRIES=2", "b"), service("b", "MAX_RETRIES=2", "a", "c"), service("c", ""));

        assertThat(budgets)
                .extracting(Budget::from, Budget::to, Budget::tries)
                .containsExactly(
                        tuple("shop/a", "shop/b", 3), tuple("shop/b", "shop/a", 3), tuple("shop/b", "shop/c", 3));
    }

    @Test
    void callsOfWhichNothingIsKnownHaveNone() {
        assertThat(budgets(service("a", "", "b"), service("b", ""))).isEmpty();
    }

    private static List<Budget> budgets(String... objects) {
        return Structure.of(SmallMesh.map(objects)).budgets();
    }
}
