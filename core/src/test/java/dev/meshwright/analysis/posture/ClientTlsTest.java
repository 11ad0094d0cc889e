package dev.meshwright.analysis.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTlsTest {
    private static final String OUTSIDE = Examples.STRICT_CART.replace(
            "labels: {app: cart}}", "labels: {app: cart, sidecar.istio.io/inject: \"false\"}}");
    private static final String OTHER_MEMBER = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: order, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: order}}
                spec: {containers: [{name: order}]}
            ---
            """;

    private static List<String> refused(String... objects) {
        return Findings.of(new ClientTlsRefused(), objects).stream()
                .map(Finding::message)
                .toList();
    }

    private static List<String> stripped(String... objects) {
        return Findings.of(new ClientTlsStripped(), objects).stream()
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "STRICT, DISABLE, 1, 0",
        "STRICT, SIMPLE, 1, 0",
        "STRICT, MUTUAL, 1, 0",
        "STRICT, ISTIO_MUTUAL, 0, 0",
        "PERMISSIVE, DISABLE, 0, 1",
        "PERMISSIVE, SIMPLE, 0, 0",
        "PERMISSIVE, ISTIO_MUTUAL, 0, 0",
        "DISABLE, ISTIO_MUTUAL, 1, 0",
        "DISABLE, DISABLE, 0, 0",
        "DISABLE, SIMPLE, 0, 0",
    })
    void whatCallersStartHasToFitWhatTheSidecarTakes(String mode, String tls, int refused, int stripped) {
        var cart = Examples.STRICT_CART.replace("STRICT", mode);

        assertThat(refused(cart, Examples.tls(tls))).hasSize(refused);
        assertThat(stripped(cart, Examples.tls(tls))).hasSize(stripped);
    }

    @Test
    void aWorkloadWithoutSidecarTakesNoMutualTls() {
        assertThat(refused(OUTSIDE, OTHER_MEMBER, Examples.tls("ISTIO_MUTUAL")))
                .containsExactly(
                        "callers start the mesh's mutual TLS with shop/cart on port 8080 of the pod, but it has"
                                + " no sidecar to take it");
        assertThat(refused(OUTSIDE, OTHER_MEMBER, Examples.tls("DISABLE"))).isEmpty();
        assertThat(stripped(OUTSIDE, OTHER_MEMBER, Examples.tls("DISABLE"))).isEmpty();
    }

    @Test
    void whereNoFileSaysWhoIsInTheMeshNothingIsConcluded() {
        assertThat(refused(
                        Examples.STRICT_CART.replace("istio-injection: enabled", "team: a"),
                        Examples.tls("ISTIO_MUTUAL")))
                .isEmpty();
    }

    @Test
    void aPortOutsideTheSidecarIsTheApplicationsOwn() {
        var excluded = Examples.STRICT_CART.replace(
                "metadata: {labels: {app: cart}}",
                "metadata: {labels: {app: cart},"
                        + " annotations: {traffic.sidecar.istio.io/excludeInboundPorts: \"9000, 8080\"}}");

        assertThat(refused(excluded, Examples.tls("DISABLE"))).isEmpty();
        assertThat(stripped(excluded, Examples.tls("DISABLE"))).isEmpty();
    }

    @Test
    void portsAndSubsetsHaveTheirOwnSettings() {
        var rule = """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: cart, namespace: shop}
                spec:
                  host: cart
                  trafficPolicy:
                    tls: {mode: DISABLE}
                    portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]
                """;
        var subset = """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: cart, namespace: shop}
                spec:
                  host: cart
                  subsets:
                    - {name: v1, labels: {app: cart}, trafficPolicy: {tls: {mode: DISABLE}}}
                    - {name: none, labels: {app: other}, trafficPolicy: {tls: {mode: DISABLE}}}
                """;

        assertThat(refused(Examples.STRICT_CART, rule)).isEmpty();
        assertThat(Findings.of(new ClientTlsRefused(), Examples.STRICT_CART, subset))
                .extracting(Finding::resource, Finding::line)
                .hasSize(1);
    }

    @Test
    void aRuleThatAnotherOneOutdoesSaysNothing() {
        var meshWide = Examples.tls("DISABLE")
                .replace("namespace: shop", "namespace: istio-system")
                .replace("host: cart", "host: \"*.local\"");

        assertThat(refused(Examples.STRICT_CART, meshWide)).hasSize(1);
        assertThat(refused(Examples.STRICT_CART, meshWide, "---\n", Examples.tls("ISTIO_MUTUAL")))
                .isEmpty();
    }

    @Test
    void aRuleForTheCallersOfItsOwnNamespaceCounts() {
        var own = Examples.tls("DISABLE")
                .replace("namespace: shop", "namespace: web")
                .replace("host: cart", "host: cart.shop.svc.cluster.local");

        assertThat(refused(Examples.STRICT_CART, own)).hasSize(1);
    }

    @Test
    void ambientWorkloadsAreLeftOut() {
        var ambient = Examples.STRICT_CART.replace("istio-injection: enabled", "istio.io/dataplane-mode: ambient");

        assertThat(refused(ambient, Examples.tls("DISABLE"))).isEmpty();
    }
}
