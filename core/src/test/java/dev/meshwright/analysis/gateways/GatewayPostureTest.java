package dev.meshwright.analysis.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import org.junit.jupiter.api.Test;

class GatewayPostureTest {
    private static final String HTTP = "{port: {number: 80, name: http, protocol: HTTP}, hosts: [%s]}";
    private static final String HTTPS =
            "{port: {number: 443, name: s, protocol: HTTPS}, hosts: [%s], tls: {mode: SIMPLE, credentialName: c}}";

    private static String gateway(String name, String istio, String... servers) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: %s, namespace: shop}
                spec: {selector: {istio: %s}, servers: [%s]}
                """.formatted(name, istio, String.join(", ", servers));
    }

    @Test
    void plaintextAloneIsForInformation() {
        assertThat(Findings.of(new GatewayInPlaintext(), gateway("a", "ingressgateway", HTTP.formatted("a.example"))))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void besideTlsForTheSameHostItIsAWarningInAnotherObjectToo() {
        assertThat(Findings.of(
                        new GatewayInPlaintext(),
                        gateway("a", "ingressgateway", HTTP.formatted("shop/a.example")),
                        gateway("b", "ingressgateway", HTTPS.formatted("\"*.example\""))))
                .extracting(Finding::resource, Finding::severity)
                .containsExactly(tuple("a", Severity.WARNING));
        assertThat(Findings.of(
                        new GatewayInPlaintext(),
                        gateway("a", "ingressgateway", HTTP.formatted("a.example")),
                        gateway("b", "other", HTTPS.formatted("a.example"))))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void whatLetsTrafficOutTakesItFromTheMesh() {
        assertThat(Findings.of(new GatewayInPlaintext(), gateway("a", "egressgateway", HTTP.formatted("bank.example"))))
                .isEmpty();
        assertThat(Findings.of(new GatewayForAnyHost(), gateway("a", "egressgateway", HTTP.formatted("\"*\""))))
                .isEmpty();
    }

    @Test
    void aHostOfOneNamespaceIsNotOpenToAll() {
        assertThat(Findings.of(new GatewayForAnyHost(), gateway("a", "ingressgateway", HTTP.formatted("\"shop/*\""))))
                .isEmpty();
        assertThat(Findings.of(new GatewayForAnyHost(), gateway("a", "ingressgateway", HTTP.formatted("\"*/*\""))))
                .hasSize(1);
    }

    @Test
    void tcpHasNoHosts() {
        assertThat(Findings.of(
                        new GatewayForAnyHost(),
                        gateway("a", "ingressgateway", "{port: {number: 9000, name: t, protocol: TCP}, hosts: ['*']}")))
                .isEmpty();
    }
}
