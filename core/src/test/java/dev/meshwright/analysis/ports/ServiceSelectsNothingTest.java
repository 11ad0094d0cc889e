package dev.meshwright.analysis.ports;

import static dev.meshwright.analysis.ports.MeshObjects.deployment;
import static dev.meshwright.analysis.ports.MeshObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSelectsNothingTest {
    private static final String PODS = deployment("{name: c}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{selector: {app: cart}}",
                "{clusterIP: None, selector: {app: cart}}",
                "{ports: [{port: 80}]}",
                "{selector: {}}",
                "{selector: [app]}",
                "{selector: {app: {}}}",
                "{type: ExternalName, externalName: cart.example.org, selector: {app: gone}}"
            })
    void whatSelectsPodsOrHasNoSelectorIsFine(String spec) {
        assertThat(check(service(spec), PODS)).isEmpty();
    }

    @Test
    void everyLabelHasToMatch() {
        assertThat(check(service("{selector: {app: cart, tier: web}}"), PODS))
                .extracting(Finding::message, Finding::path)
                .containsExactly(tuple("no workload of namespace shop has app=cart, tier=web", "spec.selector"));
    }

    @Test
    void podsOfAnotherNamespaceAreNotSelected() {
        assertThat(check(service("bank", "cart", "{selector: {app: cart}}"), PODS))
                .hasSize(1);
    }

    @Test
    void thePodsLabelsCountNotTheDeployments() {
        var labelled = PODS.replace("{name: cart, namespace: shop}", "{name: cart, namespace: shop, labels: {a: b}}");

        assertThat(check(service("{selector: {a: b}}"), labelled)).hasSize(1);
    }

    @Test
    void thePodsOfAKubernetesGatewayAreMadeByItsController() {
        var gateway = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: web, namespace: shop}
                spec: {gatewayClassName: istio}
                """;
        var selecting = service("{selector: {gateway.networking.k8s.io/gateway-name: %s}}");

        assertThat(check(selecting.formatted("web"), PODS, gateway)).isEmpty();
        assertThat(check(selecting.formatted("gone"), PODS, gateway)).hasSize(1);
    }

    @Test
    void withoutAnyWorkloadItIsAnInference() {
        assertThat(check(service("{selector: {app: cart}}")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new ServiceSelectsNothing(), objects);
    }
}
