package dev.meshwright.analysis.injection;

import static dev.meshwright.analysis.injection.Pods.namespace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules about the labels of namespaces.
class NamespaceRulesTest {
    private final Rule notInjected = new NamespaceNotInjected();
    private final Rule several = new SeveralInjectionLabels();

    @ParameterizedTest
    @ValueSource(strings = {"team: a", "istio-injection: ''", "istio.io/dataplane-mode: none", ""})
    void aNamespaceThatSaysNothingIsNotInjected(String labels) {
        assertThat(Findings.of(notInjected, namespace(labels))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "istio-injection: enabled",
                "istio-injection: disabled",
                "istio-injection: other",
                "istio.io/rev: canary",
                "istio.io/dataplane-mode: ambient"
            })
    void aNamespaceThatSaysSomethingMeansIt(String labels) {
        assertThat(Findings.of(notInjected, namespace(labels))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio-system", "kube-system", "kube-public", "kube-node-lease"})
    void theNamespacesOfIstioAndKubernetesAreLeftAlone(String name) {
        assertThat(Findings.of(notInjected, namespace("").replace("shop", name)))
                .isEmpty();
        assertThat(Findings.of(
                        several,
                        namespace("istio-injection: enabled, istio.io/rev: canary")
                                .replace("shop", name)))
                .isEmpty();
    }

    @Test
    void callersInTheMeshAreNamed() {
        var caller = """
                apiVersion: v1
                kind: Namespace
                metadata: {name: bank, labels: {istio-injection: enabled}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: teller, namespace: bank}
                spec:
                  template:
                    metadata: {labels: {app: teller}}
                    spec: {containers: [{name: c, env: [{name: CART_URL, value: 'http://cart.shop'}]}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop}
                spec: {ports: [{name: http, port: 80}]}
                """;

        assertThat(Findings.of(notInjected, namespace("team: a"), caller))
                .extracting(Finding::message)
                .containsExactly(
                        "namespace shop is not enabled for injection, and meshed services call into it: bank/teller");
        assertThat(Findings.of(notInjected, namespace("team: a"), caller.replace("enabled", "disabled")))
                .extracting(Finding::message)
                .containsExactly("namespace shop is not enabled for injection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "istio-injection: enabled, istio.io/rev: canary",
                "istio-injection: enabled, istio.io/dataplane-mode: ambient",
                "istio.io/rev: canary, istio.io/dataplane-mode: ambient"
            })
    void twoWaysToJoinAreOneTooMany(String labels) {
        assertThat(Findings.of(several, namespace(labels)))
                .extracting(Finding::kind, Finding::path)
                .containsExactly(tuple("Namespace", "metadata.labels"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "istio-injection: enabled",
                "istio-injection: disabled, istio.io/rev: canary",
                "istio.io/rev: canary, team: a",
                "istio.io/dataplane-mode: ambient",
                "istio-injection: [enabled], istio.io/rev: canary"
            })
    void oneWayOrARefusalIsClear(String labels) {
        assertThat(Findings.of(several, namespace(labels))).isEmpty();
    }

    @Test
    void labelsThatAreNoMappingSayNothing() {
        var broken = namespace("").replace("{}", "[istio-injection, istio.io/rev]");

        assertThat(Findings.of(several, broken)).isEmpty();
        assertThat(Findings.of(notInjected, broken)).hasSize(1);
    }
}
