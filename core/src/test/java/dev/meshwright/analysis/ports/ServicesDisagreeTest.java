package dev.meshwright.analysis.ports;

import static dev.meshwright.analysis.ports.MeshObjects.deployment;
import static dev.meshwright.analysis.ports.MeshObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesDisagreeTest {
    private static final String SHOP = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            """;
    private static final String PODS = deployment("{name: c}");

    @Test
    void oneTargetFromTwoPortsIsADisagreement() {
        assertThat(onPort("port: 80, targetPort: 8080", "port: 90, targetPort: 8080"))
                .extracting(Finding::kind, Finding::message)
                .containsExactly(
                        tuple("Deployment", "target port 8080 is reached from the ports 80, 90 of the Services a, b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"port: 80, targetPort: 8080", "port: 90, targetPort: 9090", "port: 90, targetPort: web"})
    void theSamePortOrAnotherTargetIsNone(String other) {
        assertThat(onPort("port: 80, targetPort: 8080", other)).isEmpty();
    }

    @Test
    void withoutATargetItIsThePortItself() {
        assertThat(onPort("port: 8080", "port: 80, targetPort: 8080")).hasSize(1);
        assertThat(onPort("port: 8080, targetPort: 0", "port: 8080, targetPort: 8080"))
                .isEmpty();
    }

    @Test
    void onePortInTwoProtocolsIsADisagreement() {
        assertThat(onProtocol("port: 53", "port: 53, protocol: UDP"))
                .extracting(Finding::message)
                .containsExactly("port 53 is TCP and UDP in the Services a, b");
        assertThat(onProtocol("port: 53", "port: 53, protocol: TCP")).isEmpty();
        assertThat(onProtocol("port: 53", "port: 54, protocol: UDP")).isEmpty();
    }

    @Test
    void oneServiceDoesNotDisagreeWithItself() {
        var both = service("{selector: {app: cart}, ports: [{port: 80, targetPort: 1}, {port: 90, targetPort: 1}]}");

        assertThat(Findings.of(new ServicesDisagreeOnPort(), SHOP, PODS, both)).isEmpty();
    }

    @Test
    void aServiceThatStandsTwiceIsOne() {
        var first = service("{selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}");

        assertThat(Findings.of(
                        new ServicesDisagreeOnPort(), SHOP, PODS, first, first.replace("port: 80,", "port: 90,")))
                .isEmpty();
    }

    @Test
    void servicesOfAnotherNamespaceOrOtherPodsDoNotTakePart() {
        var one = select("a", "port: 80, targetPort: 8080");

        assertThat(Findings.of(
                        new ServicesDisagreeOnPort(),
                        SHOP,
                        PODS,
                        one,
                        select("b", "port: 90, targetPort: 8080").replace("namespace: shop", "namespace: bank"),
                        select("c", "port: 91, targetPort: 8080").replace("app: cart", "app: order")))
                .isEmpty();
    }

    @Test
    void withoutASidecarNobodyMinds() {
        var services = new String[] {select("a", "port: 80, targetPort: 1"), select("b", "port: 90, targetPort: 1")};

        assertThat(check(SHOP.replace("enabled", "disabled"), PODS, services)).isEmpty();
        assertThat(check(SHOP, PODS.replace("{app: cart}", "{app: cart, sidecar.istio.io/inject: 'false'}"), services))
                .isEmpty();
        assertThat(check(SHOP, PODS.replace("kind: Deployment", "kind: StatefulSet"), services))
                .isEmpty();
        assertThat(check(
                        SHOP,
                        PODS.replace(
                                "namespace: shop}",
                                "namespace: shop, labels: {gateway.istio.io/managed: istio.io-mesh-controller}}"),
                        services))
                .isEmpty();
    }

    private static List<Finding> check(String namespace, String pods, String[] services) {
        return Findings.of(new ServicesDisagreeOnPort(), namespace, pods, services[0], services[1]);
    }

    private static List<Finding> onPort(String one, String other) {
        return Findings.of(new ServicesDisagreeOnPort(), SHOP, PODS, select("a", one), select("b", other));
    }

    private static List<Finding> onProtocol(String one, String other) {
        return Findings.of(new ServicesDisagreeOnProtocol(), SHOP, PODS, select("a", one), select("b", other));
    }

    private static String select(String name, String port) {
        return service("shop", name, "{selector: {app: cart}, ports: [{" + port + "}]}");
    }
}
