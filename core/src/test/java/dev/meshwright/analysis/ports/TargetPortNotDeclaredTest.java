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

class TargetPortNotDeclaredTest {
    private static final String PODS = deployment(
            "{name: c, ports: [{containerPort: 8080, name: web}, {containerPort: 53, protocol: UDP, name: dns}]}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{port: 80, targetPort: 8080}",
                "{port: 80, targetPort: '8080'}",
                "{port: 80, targetPort: web}",
                "{port: 8080}",
                "{port: 8080, targetPort: 0}",
                "{port: 53, targetPort: dns, protocol: UDP}",
                "{port: 53, protocol: UDP}"
            })
    void aTargetThatAContainerDeclaresIsFine(String port) {
        assertThat(check(ports(port), PODS)).isEmpty();
    }

    @Test
    void aNameThatNoContainerDeclaresLeadsNowhere() {
        assertThat(check(ports("{port: 80, targetPort: wb}"), PODS))
                .extracting(Finding::severity, Finding::message, Finding::fix)
                .containsExactly(tuple(
                        Severity.ERROR,
                        "no container of Deployment shop/cart declares the port wb; they declare web (8080), dns (53/UDP)",
                        "Use web."));
    }

    @Test
    void anUndeclaredNumberMayWorkAllTheSame() {
        assertThat(check(ports("{port: 80}"), PODS))
                .extracting(Finding::severity, Finding::path)
                .containsExactly(tuple(Severity.WARNING, "spec.ports[0].targetPort"));
    }

    @Test
    void aNameOfAnotherTransportProtocolIsAnother() {
        assertThat(check(ports("{port: 53, targetPort: dns}"), PODS)).hasSize(1);
        assertThat(check(ports("{port: 80, targetPort: web, protocol: UDP}"), PODS))
                .hasSize(1);
    }

    @Test
    void containersThatDeclareNothingSayNothingAboutNumbers() {
        assertThat(check(ports("{port: 80}"), deployment("{name: c}"))).isEmpty();
        assertThat(check(ports("{port: 80, targetPort: web}"), deployment("{name: c}")))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
    }

    @Test
    void anyContainerOfThePodMayDeclareIt() {
        var two = deployment("{name: a, ports: [{containerPort: 1}]}, {name: b, ports: [{containerPort: 80}]}");

        assertThat(check(ports("{port: 80}"), two)).isEmpty();
    }

    @Test
    void eachWorkloadBehindTheServiceIsAsked() {
        var green = deployment("{name: c, ports: [{containerPort: 80}]}").replace("{name: cart,", "{name: green,");

        assertThat(check(ports("{port: 80, targetPort: web}"), PODS, green))
                .extracting(Finding::message)
                .containsExactly("no container of Deployment shop/green declares the port web; they declare 80");
    }

    @Test
    void gatewaysListenWhereGatewayObjectsSay() {
        for (var gateway : List.of(
                PODS.replace("{labels: {app: cart}}", "{labels: {app: cart, istio: ingressgateway}}"),
                PODS.replace(
                        "{labels: {app: cart}}",
                        "{labels: {app: cart}, annotations: {inject.istio.io/templates: gateway}}"))) {
            assertThat(check(ports("{port: 443}, {port: 15021}"), gateway)).isEmpty();
        }
    }

    @Test
    void whatSelectsNoPodsHereIsNotJudged() {
        assertThat(check(service("{ports: [{port: 80}]}"), PODS)).isEmpty();
        assertThat(check(service("{type: ExternalName, selector: {app: cart}, ports: [{port: 80}]}"), PODS))
                .isEmpty();
        assertThat(check(service("bank", "cart", "{selector: {app: cart}, ports: [{port: 80}]}"), PODS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "{port: [80]}", "{port: x}", "{}", "{targetPort: {}}"})
    void whatIsNoPortIsForTheValidation(String port) {
        assertThat(check(ports(port), PODS)).isEmpty();
    }

    private static String ports(String ports) {
        return service("{selector: {app: cart}, ports: [" + ports + "]}");
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new TargetPortNotDeclared(), objects);
    }
}
