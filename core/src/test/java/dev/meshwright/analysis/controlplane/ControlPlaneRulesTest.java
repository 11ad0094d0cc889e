package dev.meshwright.analysis.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneRulesTest {
    @Test
    void aWebhookOfARevisionOverlapsWithTheDefaultWhereANamespaceHasBothLabels() {
        var byDefault = webhook("injector", "istio.io", "{matchLabels: {istio-injection: enabled}}");

        assertThat(Findings.of(
                        new WebhooksOverlap(),
                        byDefault,
                        webhook("canary", "istio.io", "{matchLabels: {istio.io/rev: canary}}")))
                .extracting(Finding::resource)
                .containsExactlyInAnyOrder("injector", "canary");
        assertThat(Findings.of(new WebhooksOverlap(), byDefault, webhook("canary", "istio.io", """
                        {matchExpressions: [{key: istio.io/rev, operator: In, values: [canary]},
                          {key: istio-injection, operator: DoesNotExist}]}""")))
                .isEmpty();
    }

    @Test
    void webhooksOfOthersAreNotLookedAt() {
        var other = webhook("other", "example.com", "{}");

        assertThat(Findings.of(new WebhooksOverlap(), other, webhook("third", "example.com", "{}")))
                .isEmpty();
        assertThat(Findings.of(new WebhookServiceNotFound(), other)).isEmpty();
    }

    @Test
    void anAddressIsAServiceOrAHostThatCanBeLookedUp() {
        assertThat(address("service: {name: istiod, namespace: istio-system}")).isEmpty();
        assertThat(address("url: https://istiod.example.com:15017/inject")).isEmpty();
        assertThat(address("url: ''")).hasSize(1);
        assertThat(address("url: 'https://'")).hasSize(1);
        assertThat(address("url: 'https://istiod..example/inject'")).hasSize(1);
        assertThat(address("caBundle: x")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.1:15017/inject", "https://[2001:db8::1]:15017/inject"})
    void anAddressOfNumbersIsToldButIsNoFault(String url) {
        assertThat(address("url: '" + url + "'")).isEmpty();
        assertThat(Findings.of(new ExternalAddressIsIp(), injector("url: '" + url + "'")))
                .hasSize(1);
    }

    @Test
    void clustersAreKnownByTheKeysOfTheirSecrets() {
        var networks = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  meshNetworks: |
                    networks:
                      here: {endpoints: [{fromRegistry: Kubernetes}, {fromCidr: 10.0.0.0/8}]}
                      there: {endpoints: [{fromRegistry: east}]}
                """;
        var secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: remote, namespace: istio-system, labels: {istio/multiCluster: "%s"}}
                data: {east: eA==}
                """;

        assertThat(Findings.of(new UnknownServiceRegistry(), networks, secret.formatted("true")))
                .isEmpty();
        assertThat(Findings.of(new UnknownServiceRegistry(), networks, secret.formatted("false")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind() + " " + finding.namespace() + "/" + finding.resource())
                            .isEqualTo("MeshNetworks istio-system/meshnetworks");
                    assertThat(finding.line()).isEqualTo(8);
                });
    }

    @Test
    void withoutTokensNobodyFetchesKeys() {
        var istiod = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
                spec: {template: {spec: {containers: [{name: discovery}]}}}
                """;

        assertThat(Findings.of(new JwksFetchUnrestricted(), istiod)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v1.5.0, 0", "v1.5.0-rc.1, 0", "v1.4.9, 1", "1.4, 1", "v2.0.0, 0", "newest, 0"})
    void aVersionIsComparedByItsNumbers(String version, int findings) {
        assertThat(Findings.of(new GatewayApiTooOld(), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: tlsroutes.gateway.networking.k8s.io
                  annotations: {gateway.networking.k8s.io/bundle-version: "%s"}
                """.formatted(version))).hasSize(findings);
    }

    @Test
    void aTelemetryThatTurnsLogsOffNeedsNoProvider() {
        var telemetry = """
                apiVersion: telemetry.istio.io/v1
                kind: Telemetry
                metadata: {name: logs, namespace: shop}
                spec: {accessLogging: [%s]}
                """;

        assertThat(Findings.of(new TelemetryWithoutProvider(), telemetry.formatted("{disabled: true}")))
                .isEmpty();
        assertThat(Findings.of(new TelemetryWithoutProvider(), telemetry.formatted("{}, {}")))
                .hasSize(1);
    }

    @Test
    void onlyTheConditionsThatIstioWritesCount() {
        var service = """
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop}
                status: {conditions: [{type: %s, status: "%s", reason: None, message: no}]}
                """;

        assertThat(Findings.of(new NegativeCondition(), service.formatted("istio.io/WaypointBound", "False")))
                .hasSize(1);
        assertThat(Findings.of(new NegativeCondition(), service.formatted("istio.io/WaypointBound", "Unknown")))
                .isEmpty();
        assertThat(Findings.of(new NegativeCondition(), service.formatted("example.com/Synced", "False")))
                .isEmpty();
    }

    @Test
    void aRoutesConditionsStandWithItsParents() {
        assertThat(Findings.of(new NegativeCondition(), """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: cart, namespace: shop}
                status:
                  parents:
                    - conditions: [{type: Accepted, status: "False", reason: NoMatch, message: none}]
                    - conditions: [{type: Accepted, status: "True", reason: Accepted}]
                """))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("Accepted is False (NoMatch): none"));
    }

    @Test
    void aPolicyThatTheWaypointTakesInPartIsReportedThoughItIsAccepted() {
        assertThat(Findings.of(new NegativeCondition(), """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                status: {conditions: [{type: WaypointAccepted, status: "True", reason: PartiallyInvalid, message: x}]}
                """)).hasSize(1);
    }

    private static List<Finding> address(String client) {
        return Findings.of(new ExternalAddressMissing(), injector(client));
    }

    private static String injector(String client) {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: istio-sidecar-injector-remote}
                webhooks: [{name: namespace.sidecar-injector.istio.io, clientConfig: {%s}}]
                """.formatted(client);
    }

    private static String webhook(String name, String domain, String selector) {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: %s}
                webhooks:
                  - name: inject.%s
                    clientConfig: {service: {name: istiod, namespace: istio-system}}
                    namespaceSelector: %s
                """.formatted(name, domain, selector);
    }
}
