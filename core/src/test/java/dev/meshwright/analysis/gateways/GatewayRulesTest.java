package dev.meshwright.analysis.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatewayRulesTest {
    private static final String EDGE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: edge, namespace: ingress}
            spec:
              template:
                metadata: {labels: {istio: edge, version: v1}}
                spec: {containers: [{name: istio-proxy, image: auto}]}
            """;
    private static final String OFF = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: "ingressControllerMode: OFF"}
            """;

    @Test
    void theGatewayThatIstioInstallsIsTakenForGranted() {
        var gateway = gateway("public", "istio: ingressgateway", 80, "a.example");

        assertThat(Findings.of(new GatewaySelectsNoPods(), gateway, EDGE)).isEmpty();
        assertThat(Findings.of(new GatewaySelectsNoPods(), gateway, EDGE, OFF))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
    }

    @Test
    void aSelectorReachesPodsOfAnyNamespace() {
        assertThat(Findings.of(new GatewaySelectsNoPods(), gateway("public", "istio: edge", 80, "a.example"), EDGE))
                .isEmpty();
    }

    @Test
    void withoutAnyWorkloadAMissingPodProvesNothing() {
        assertThat(Findings.of(new GatewaySelectsNoPods(), gateway("public", "istio: edge", 80, "a.example")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.certainty()).isEqualTo(Finding.Certainty.INFERENCE));
    }

    @Test
    void aPortIsReachedByTheServicesPortOrByThePodsBehindIt() {
        var service = """
                apiVersion: v1
                kind: Service
                metadata: {name: edge, namespace: ingress}
                spec: {selector: {istio: edge}, ports: [{name: http, port: 80, targetPort: 8080}]}
                """;

        assertThat(ports(80, service)).isEmpty();
        assertThat(ports(8080, service)).isEmpty();
        assertThat(ports(443, service)).hasSize(1);
    }

    @Test
    void aServiceOfAnotherNamespaceDoesNotReachThePods() {
        var elsewhere = """
                apiVersion: v1
                kind: Service
                metadata: {name: edge, namespace: shop}
                spec: {selector: {istio: edge}, ports: [{name: http, port: 80}]}
                """;

        assertThat(ports(80, elsewhere)).hasSize(1);
    }

    @Test
    void whatTheAssumedGatewayOffersIsOnlyAssumed() {
        var gateway = gateway("public", "istio: ingressgateway", 9999, "a.example");

        assertThat(Findings.of(new GatewayPortNotOnService(), gateway))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void aHostIsContestedOnTheSamePortAndAddressOnly() {
        var one = gateway("one", "istio: edge", 80, "a.example");

        assertThat(conflicts(one, gateway("two", "istio: edge", 80, "a.example")))
                .hasSize(2);
        assertThat(conflicts(one, gateway("two", "istio: edge", 81, "a.example")))
                .isEmpty();
        assertThat(conflicts(one, gateway("two", "istio: edge", 80, "b.example")))
                .isEmpty();
        assertThat(conflicts(
                        one,
                        gateway("two", "istio: edge", 80, "a.example").replace("hosts:", "bind: 10.0.0.1, hosts:")))
                .isEmpty();
    }

    @Test
    void selectorsContestAHostIfOnePodHasTheLabelsOfBoth() {
        var one = gateway("one", "istio: edge", 80, "a.example");
        var two = gateway("two", "version: v1", 80, "a.example");

        assertThat(conflicts(one, two)).isEmpty();
        assertThat(conflicts(one, two, EDGE)).hasSize(2);
        assertThat(conflicts(one, gateway("two", "istio: other", 80, "a.example"), EDGE))
                .isEmpty();
    }

    @Test
    void aSharedCertificateMattersWhereTheOtherGatewayIsOnTheSamePods() {
        var wide = tls("wide", "istio: edge", "wildcard");
        var narrow = tls("narrow", "istio: edge, version: v1", "wildcard");

        assertThat(Findings.of(new GatewaysShareCertificate(), wide, narrow))
                .singleElement()
                .satisfies(finding -> assertThat(finding.resource()).isEqualTo("wide"));
        assertThat(Findings.of(new GatewaysShareCertificate(), wide, tls("narrow", "istio: other", "wildcard")))
                .isEmpty();
        assertThat(Findings.of(new GatewaysShareCertificate(), wide, tls("narrow", "istio: edge", "own")))
                .isEmpty();
    }

    @Test
    void aCredentialIsLookedForWhereThePodsRun() {
        var gateway = tls("public", "istio: edge", "shop-tls");

        assertThat(Findings.of(new GatewayCredentialNotFound(), gateway, EDGE, secret("ingress", "{}")))
                .isEmpty();
        assertThat(Findings.of(new GatewayCredentialNotFound(), gateway, EDGE, secret("shop", "{}")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("ingress/shop-tls"));
        assertThat(Findings.of(new GatewayCredentialNotFound(), gateway, EDGE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
        assertThat(Findings.of(new GatewayCredentialNotFound(), tls("public", "istio: edge", "file://a"), EDGE))
                .isEmpty();
    }

    @Test
    void aCertificateMustBeReadable() {
        var gateway = tls("public", "istio: edge", "shop-tls");

        assertThat(invalid(null, gateway, secret("ingress", "{tls.crt: '', tls.key: a2V5}")))
                .contains("neither");
        assertThat(invalid(null, gateway, secret("ingress", "{tls.crt: aGVsbG8=, tls.key: a2V5}")))
                .contains("PEM");
        assertThat(invalid(null, gateway, secret("ingress", "{cert: '%%%', key: a2V5}")))
                .contains("neither");
        assertThat(invalid(
                        null,
                        gateway,
                        secret(
                                "ingress",
                                "{tls.crt: "
                                        + "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCmFhYWEKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo="
                                        + ", tls.key: a2V5}")))
                .contains("cannot be read");
    }

    @Test
    void aDateIsJudgedOnlyWhereTheCallerSaysWhichDayItIs() {
        var valid = new GatewayCredentialInvalid().info().good();

        assertThat(invalid(null, valid)).isEmpty();
        assertThat(invalid(Instant.parse("2027-01-01T00:00:00Z"), valid)).isEmpty();
        assertThat(invalid(Instant.parse("2020-01-01T00:00:00Z"), valid)).contains("valid only from 2026-11-21");
        assertThat(invalid(Instant.parse("2200-01-01T00:00:00Z"), valid)).contains("expired on 2126");
    }

    @Test
    void aRequestAuthenticationOfTheRootNamespaceOrOfThePodsValidates() {
        var gateway = gateway("public", "istio: edge", 80, "a.example");
        var route = """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: shop}
                spec:
                  hosts: [a.example]
                  gateways: [mesh, public]
                  http: [{match: [{withoutHeaders: {"@request.auth.claims.sub": {exact: x}}}]}]
                """;
        var policy = """
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: login, namespace: %s}
                spec: {jwtRules: [{issuer: x}]}
                """;
        var rule = new ClaimRouteWithoutAuthentication();

        assertThat(Findings.of(rule, gateway, route, EDGE, policy.formatted("ingress")))
                .isEmpty();
        assertThat(Findings.of(rule, gateway, route, EDGE, policy.formatted("istio-system")))
                .isEmpty();
        assertThat(Findings.of(rule, gateway, route, EDGE, policy.formatted("shop")))
                .hasSize(1);
        assertThat(Findings.of(rule, gateway, route.replace("@request.auth.claims.sub", "x-sub"), EDGE))
                .isEmpty();
    }

    @Test
    void aPolicyIsNoticedOncePerGatewayAndOnlyInItsNamespace() {
        var pods = """
                apiVersion: v1
                kind: Pod
                metadata: {name: edge-%s, namespace: shop, labels: {gateway.networking.k8s.io/gateway-name: edge}}
                """;
        var policy = """
                apiVersion: telemetry.istio.io/v1
                kind: Telemetry
                metadata: {name: logs, namespace: %s}
                spec: {selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: edge}}}
                """;
        var rule = new SelectorOnKubernetesGateway();

        assertThat(Findings.of(rule, pods.formatted(1), pods.formatted(2), policy.formatted("shop")))
                .hasSize(1);
        assertThat(Findings.of(rule, pods.formatted(1), policy.formatted("other")))
                .isEmpty();
    }

    private static List<Finding> ports(int port, String service) {
        return Findings.of(
                new GatewayPortNotOnService(), gateway("public", "istio: edge", port, "a.example"), EDGE, service);
    }

    private static List<Finding> conflicts(String... objects) {
        return Findings.of(new ConflictingGateways(), objects);
    }

    /// The messages about certificates, judged at a moment.
    private static String invalid(@Nullable Instant now, String... objects) {
        var manifests = ManifestReader.parse("mesh.yaml", String.join("---\n", objects) + "---\n" + EDGE);
        var mesh = new Mesh(
                manifests,
                TopologyMapper.map(manifests),
                Intent.defaults(),
                Intent.NEWEST_ISTIO,
                new Surroundings(null, null, now));
        return String.join(
                "\n",
                new GatewayCredentialInvalid().check(mesh).map(Finding::message).toList());
    }

    private static String gateway(String name, String selector, int port, String host) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: %s, namespace: shop}
                spec:
                  selector: {%s}
                  servers: [{hosts: [%s], port: {number: %d, name: http, protocol: HTTP}}]
                """.formatted(name, selector, host, port);
    }

    private static String tls(String name, String selector, String credential) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: %s, namespace: shop}
                spec:
                  selector: {%s}
                  servers:
                    - hosts: ["*"]
                      port: {number: 443, name: https, protocol: HTTPS}
                      tls: {mode: SIMPLE, credentialName: "%s"}
                """.formatted(name, selector, credential);
    }

    private static String secret(String namespace, String data) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: shop-tls, namespace: %s}
                data: %s
                """.formatted(namespace, data);
    }
}
