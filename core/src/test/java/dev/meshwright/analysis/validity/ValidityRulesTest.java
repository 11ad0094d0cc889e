package dev.meshwright.analysis.validity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidityRulesTest {
    @Test
    void everyExampleIsWhatItSays() {
        for (var rule : ValidityRules.all()) {
            var info = rule.info();
            assertThat(findings("1.31", info.bad()))
                    .as("bad of %s", info.name())
                    .contains(info.code());
            assertThat(findings("1.31", info.good()))
                    .as("good of %s", info.name())
                    .isEmpty();
        }
    }

    @Test
    void anUnquotedLabelValueIsRefused() {
        assertThat(all("1.31", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: orders, labels: {version: 1.0}}
                """)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("metadata.labels.version");
            assertThat(finding.fix()).isEqualTo("Put it in quotes: \"1.0\".");
        });
    }

    @Test
    void aKindOfANewerIstioIsNamedAsSuch() {
        var text = """
                apiVersion: extensions.istio.io/v1alpha1
                kind: TrafficExtension
                metadata: {name: tag}
                spec: {lua: {inlineCode: "-- nothing"}}
                """;

        assertThat(all("1.31", text)).isEmpty();
        assertThat(all("1.29", text))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("came with Istio 1.30"));
    }

    @Test
    void kindsOfTheGatewayApisExperimentalChannelAreNotJudged() {
        assertThat(findings("1.31", """
                apiVersion: gateway.networking.k8s.io/v1alpha2
                kind: TCPRoute
                metadata: {name: db}
                """)).isEmpty();
    }

    @Test
    void anObjectInTwoVersionsIsOneObject() {
        assertThat(findings("1.31", """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: orders}
                spec: {host: orders}
                ---
                apiVersion: networking.istio.io/v1beta1
                kind: DestinationRule
                metadata: {name: orders, namespace: default}
                spec: {host: orders}
                """)).contains("MW0106", "MW0104");
    }

    @Test
    void aNamespaceThatSeveralPartsBringStandsOnce() {
        var text = """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {team: orders}}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {%s}}
                """;

        assertThat(findings("1.31", text.formatted("istio-injection: enabled"))).isEmpty();
        assertThat(findings("1.31", text.formatted("team: billing"))).containsExactly("MW0106");
    }

    @Test
    void theSameContentTwiceIsOnlyAWarning() {
        var text = """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: orders}
                spec: {host: orders}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: orders}
                spec: {host: %s}
                """;

        assertThat(all("1.31", text.formatted("orders")))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(all("1.31", text.formatted("orders-v2")))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
    }

    @Test
    void theWebhookIsAskedOnlyAboutWhatTheSchemaAccepts() {
        assertThat(findings("1.31", """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: default}
                spec: {portLevelMtls: {8080: {mode: PERMISSIVE}}}
                """)).containsExactly("IST0106");
    }

    @Test
    void strangeShapesAreFindingsAndNoExceptions() {
        for (var kind : List.of("VirtualService", "DestinationRule", "Gateway", "ServiceEntry", "Sidecar")) {
            for (var spec : List.of("7", "[]", "{hosts: 1, http: {}}", "{servers: [1, null]}", "{host: [x]}", "~")) {
                assertThat(findings("1.31", """
                        apiVersion: networking.istio.io/v1
                        kind: %s
                        metadata: [1]
                        spec: %s
                        """.formatted(kind, spec))).isNotEmpty();
            }
        }
    }

    private static List<String> findings(String istioVersion, String text) {
        return all(istioVersion, text).stream().map(Finding::code).toList();
    }

    private static List<Finding> all(String istioVersion, String text) {
        var manifests = ManifestReader.parse("a.yaml", text);
        var mesh = new Mesh(manifests, TopologyMapper.map(manifests), Intent.defaults(), istioVersion);
        return ValidityRules.all().stream().flatMap(rule -> rule.check(mesh)).toList();
    }
}
