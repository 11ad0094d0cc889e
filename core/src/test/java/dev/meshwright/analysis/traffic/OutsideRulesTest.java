package dev.meshwright.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules about calls that leave the mesh.
class OutsideRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: SIMPLE | '' | 1",
                "mode: MUTUAL | '' | 1",
                "mode: ISTIO_MUTUAL | '' | 0",
                "mode: DISABLE | '' | 0",
                "'mode: SIMPLE, caCertificates: /ca.pem' | '' | 0",
                "'mode: SIMPLE, credentialName: ca' | '' | 1",
                "'mode: SIMPLE, credentialName: ca' | 'workloadSelector: {matchLabels: {app: cart}}, ' | 0"
            })
    void aServerIsVerifiedByCertificatesThatTheProxyCanRead(String tls, String spec, int findings) {
        var rule = """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: bank, namespace: shop}
                spec: {%shost: bank.example.com, trafficPolicy: %s}
                """;

        assertThat(Findings.of(new ServerNotVerified(), rule.formatted(spec, "{tls: {" + tls + "}}")))
                .hasSize(findings);
        assertThat(Findings.of(
                        new PortServerNotVerified(),
                        rule.formatted(spec, "{portLevelSettings: [{port: {number: 1}, tls: {" + tls + "}}]}")))
                .hasSize(findings);
    }

    @Test
    void anAddressMayBeAllocated() {
        var entry = entry("a", "ports: [{number: 1, name: a, protocol: tcp}, {number: 2, name: b}]");
        var config = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                    defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: "true", %s: "true"}}
                """;

        assertThat(Findings.of(new ServiceEntryWithoutAddress(), entry)).hasSize(2);
        assertThat(Findings.of(
                        new ServiceEntryWithoutAddress(), entry, config.formatted("ISTIO_META_DNS_AUTO_ALLOCATE")))
                .isEmpty();
        assertThat(Findings.of(new ServiceEntryWithoutAddress(), entry, config.formatted("ISTIO_META_OTHER")))
                .hasSize(2);
        assertThat(Findings.of(
                        new ServiceEntryWithoutAddress(), entry + "status: {addresses: [{value: 240.240.0.1}]}\n"))
                .isEmpty();
    }

    @Test
    void entriesDisagreeWhereSomebodySeesBoth() {
        var http = "ports: [{number: 80, name: a, protocol: http}]";
        var tls = "ports: [{number: 80, name: a, protocol: TLS}]";

        assertThat(disagreements(entry("a", http), entry("b", tls))).isEqualTo(2);
        assertThat(disagreements(entry("a", http), entry("b", http.replace("http", "HTTP"))))
                .isZero();
        assertThat(disagreements(entry("a", http), entry("b", tls + ", exportTo: [other]")))
                .isEqualTo(2);
        assertThat(disagreements(entry("a", http + ", exportTo: ['.']"), entry("b", tls + ", exportTo: [other]")))
                .isZero();
        assertThat(disagreements(entry("a", http + ", exportTo: ['.']"), entry("b", tls + ", exportTo: [shop]")))
                .isEqualTo(2);
    }

    @Test
    void aDelayOfNoRequestsIsNotWorthAWord() {
        assertThat(Findings.of(new DeprecatedField(), """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: cart, namespace: shop}
                spec: {hosts: [cart], http: [{fault: {delay: {percent: 0, fixedDelay: 1s}}}]}
                """)).isEmpty();
    }

    private static int disagreements(String... entries) {
        return Findings.of(new ServiceEntriesDisagreeOnProtocol(), entries).size();
    }

    private static String entry(String name, String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: %s, namespace: shop}
                spec: {hosts: [bank.example.com], %s}
                """.formatted(name, spec);
    }
}
