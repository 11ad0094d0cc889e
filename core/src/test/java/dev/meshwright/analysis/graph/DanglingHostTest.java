package dev.meshwright.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DanglingHostTest {
    private static final String ORDERS = """
            apiVersion: v1
            kind: Service
            metadata: {name: orders, namespace: shop}
            spec: {ports: [{name: http, port: 80}]}
            """;

    @Test
    void theObjectThatNamesTheHostIsReportedAtTheLine() {
        assertThat(check(ORDERS, caller("{name: ORDERS_URL, value: 'http://ordrs:80'}")))
                .extracting(Finding::kind, Finding::resource, Finding::line, Finding::severity)
                .containsExactly(tuple("Deployment", "cart", 13, Severity.WARNING));
    }

    @Test
    void aHostInAConfigMapIsReportedThere() {
        var map = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: urls, namespace: shop}
                data: {ORDERS_URL: 'http://ordrs:80'}
                """;

        assertThat(check(
                        ORDERS,
                        caller("{name: U_URL, valueFrom: {configMapKeyRef: {name: urls, key: ORDERS_URL}}}"),
                        map))
                .extracting(Finding::kind, Finding::resource)
                .containsExactly(tuple("ConfigMap", "urls"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://orders",
                "orders.shop.svc.cluster.local:80",
                "https://api.example.org",
                "http://localhost:9090",
                "http://127.0.0.1:9090",
                "https://kubernetes.default.svc",
                "kube-dns.kube-system.svc:53",
                "info",
                ""
            })
    void whatExistsOrLiesOutsideIsFine(String value) {
        assertThat(check(ORDERS, caller("{name: TARGET_URL, value: '" + value + "'}")))
                .isEmpty();
    }

    @Test
    void withoutAnyServiceItIsAnInference() {
        assertThat(check(caller("{name: ORDERS_URL, value: 'http://orders:80'}")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    private static String caller(String variable) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  template:
                    spec:
                      containers:
                        - {name: c, env: [%s]}
                """.formatted(variable);
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new DanglingHost(), objects);
    }
}
