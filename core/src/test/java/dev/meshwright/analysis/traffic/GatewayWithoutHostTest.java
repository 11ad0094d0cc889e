package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.gateway;
import static dev.meshwright.analysis.traffic.MeshObjects.kubernetesGateway;
import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayWithoutHostTest {
    @ParameterizedTest
    @CsvSource({
        "a.example.org, a.example.org",
        "*.example.org, a.example.org",
        "*.example.org, a.b.example.org",
        "a.example.org, *.example.org",
        "*.example.org, *.b.example.org",
        "*, a.example.org",
        "shop/a.example.org, a.example.org",
        "*/a.example.org, a.example.org",
        "shop/*, a.example.org",
        "*.svc.cluster.local, reviews"
    })
    void aGatewayTakesTheHost(String gatewayHost, String host) {
        assertThat(check(gateway("edge/web", "['" + gatewayHost + "']"), bound(host)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "b.example.org, a.example.org",
        "*.example.org, example.org",
        "*.example.com, *.example.org",
        "bank/a.example.org, a.example.org",
        "./a.example.org, a.example.org",
        "~/a.example.org, a.example.org"
    })
    void aGatewayDoesNotTakeTheHost(String gatewayHost, String host) {
        assertThat(check(gateway("edge/web", "['" + gatewayHost + "']"), bound(host)))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.FACT);
    }

    @Test
    void theDotIsTheGatewaysOwnNamespace() {
        var local = gateway("shop/web", "[./a.example.org]");

        assertThat(check(local, bound("a.example.org").replace("edge/web", "shop/web")))
                .isEmpty();
    }

    @Test
    void oneHostOfSeveralIsEnough() {
        assertThat(check(
                        gateway("edge/web", "[x.example.org, a.example.org]"), bound("b.example.org", "a.example.org")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{name: http}", "{hostname: ''}", "{hostname: '*.example.org'}", "{hostname: a.example.org}"})
    void aListenerTakesItsHostnameOrAll(String listener) {
        assertThat(check(kubernetesGateway("edge/web", "[" + listener + "]"), bound("a.example.org")))
                .isEmpty();
    }

    @Test
    void aListenerForAnotherHostDoesNot() {
        assertThat(check(kubernetesGateway("edge/web", "[{hostname: b.example.org}]"), bound("a.example.org")))
                .extracting(Finding::message)
                .containsExactly("gateway edge/web takes none of the hosts a.example.org; it takes b.example.org");
    }

    @Test
    void withoutHostsThereIsNothingToTake() {
        assertThat(check(gateway("edge/web", "[b.example.org]"), virtualService("shop/r", "{gateways: [edge/web]}")))
                .isEmpty();
    }

    @Test
    void ofAGatewayThatIsNotThereItIsAnInference() {
        assertThat(check(bound("a.example.org")))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
    }

    @Test
    void serversOfWrongTypesTakeNothing() {
        assertThat(check(gateway("edge/web", "a.example.org"), bound("a.example.org")))
                .hasSize(1);
        assertThat(check(gateway("edge/web", "[[a.example.org]]"), bound("a.example.org")))
                .hasSize(1);
    }

    private static String bound(String... hosts) {
        return virtualService("shop/r", "{hosts: ['" + String.join("', '", hosts) + "'], gateways: [edge/web]}");
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new GatewayWithoutHost(), objects);
    }
}
