package dev.meshwright.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CallCycleTest {
    @Test
    void aCircleIsReportedWhereItsFirstCallIsWritten() {
        assertThat(check(service("shop/b", "a"), service("shop/a", "c"), service("shop/c", "b")))
                .extracting(Finding::message, Finding::resource, Finding::line)
                .containsExactly(tuple("cycle: a → c → b → a", "a", 31));
    }

    @Test
    void whatCallsTheCircleIsNoPartOfIt() {
        assertThat(check(
                        service("shop/a", "b"),
                        service("shop/b", "a"),
                        service("shop/entry", "a"),
                        service("shop/leaf")))
                .extracting(Finding::message)
                .containsExactly("cycle: a → b → a");
    }

    @Test
    void circlesThatMeetAreOneWithTheShortestNamed() {
        assertThat(check(
                        service("shop/a", "b"),
                        service("shop/b", "c"),
                        service("shop/c", "a", "d"),
                        service("shop/d", "c")))
                .extracting(Finding::message)
                .containsExactly("cycle: c → d → c");
    }

    @Test
    void circlesThatDoNotMeetAreReportedEach() {
        assertThat(check(
                        service("shop/a", "b"), service("shop/b", "a"), service("shop/p", "q"), service("shop/q", "p")))
                .extracting(Finding::message)
                .containsExactly("cycle: a → b → a", "cycle: p → q → p");
    }

    @Test
    void aChainADiamondAndACallOfOneselfAreNoCircle() {
        assertThat(check(
                        service("shop/a", "b", "c"),
                        service("shop/b", "d"),
                        service("shop/c", "d"),
                        service("shop/d", "d")))
                .isEmpty();
    }

    @Test
    void aNameOfSeveralNamespacesIsWrittenInFull() {
        assertThat(check(service("shop/a", "a.bank"), service("bank/a", "b.shop"), service("shop/b", "a.shop")))
                .extracting(Finding::message)
                .containsExactly("cycle: bank/a → b → shop/a → bank/a");
    }

    @Test
    void trafficFromOutsideClosesNoCircle() {
        var ingress = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                spec: {defaultBackend: {service: {name: a, port: {number: 80}}}}
                """;

        assertThat(check(service("shop/a", "b"), service("shop/b"), ingress)).isEmpty();
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new CallCycle(), objects);
    }

    /// A Service with a Deployment that calls these hosts.
    private static String service(String id, String... called) {
        var variables = new StringBuilder();
        for (var host : called) {
            variables.append("{name: %s_URL, value: 'http://%s'}, ".formatted(host.toUpperCase(Locale.ROOT), host));
        }
        int slash = id.indexOf('/');
        var name = id.substring(slash + 1);
        var namespace = id.substring(0, slash);
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: %2$s}
                spec: {selector: {app: %1$s}, ports: [{name: http, port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                        - name: c
                          env: [%3$s]
                """.formatted(name, namespace, variables);
    }
}
