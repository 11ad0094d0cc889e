package dev.meshwright.analysis.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import org.junit.jupiter.api.Test;

class SelectionRulesTest {
    private static final String CART = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec: {template: {metadata: {labels: {app: cart, tier: core}}}}
            """;
    private static final String AMBIENT = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient%s}}
            """;

    @Test
    void aSelectorMeansItsOwnNamespaceOnly() {
        assertThat(Findings.of(new SidecarSelectsNoPods(), CART, sidecar("one", "shop", "app: cart")))
                .isEmpty();
        assertThat(Findings.of(new SidecarSelectsNoPods(), CART, sidecar("one", "other", "app: cart")))
                .hasSize(1);
    }

    @Test
    void whoNamesNoLabelsMissesNone() {
        assertThat(Findings.of(new SidecarSelectsNoPods(), CART, sidecar("one", "shop", "")))
                .isEmpty();
        assertThat(Findings.of(new TelemetrySelectsNoPods(), CART, telemetry("one", "")))
                .isEmpty();
    }

    @Test
    void eachOfTheObjectsThatSelectAWorkloadIsTold() {
        assertThat(Findings.of(
                        new SidecarsOverlap(),
                        CART,
                        sidecar("one", "shop", "app: cart"),
                        sidecar("two", "shop", "tier: core"),
                        sidecar("three", "shop", "app: other")))
                .extracting(Finding::resource)
                .containsExactly("one", "two");
        assertThat(Findings.of(
                        new TelemetriesOverlap(), CART, telemetry("one", "app: cart"), telemetry("two", "tier: core")))
                .extracting(Finding::message)
                .containsOnly("Deployment shop/cart is selected by one, two");
    }

    @Test
    void defaultsAreCountedPerNamespace() {
        assertThat(Findings.of(new SeveralDefaultSidecars(), sidecar("one", "shop", ""), sidecar("two", "other", "")))
                .isEmpty();
        assertThat(Findings.of(new SeveralDefaultSidecars(), sidecar("one", "shop", ""), sidecar("two", "shop", "")))
                .hasSize(2);
    }

    @Test
    void aTelemetryForATargetIsNoDefault() {
        var targeted = telemetry("two", "").replace("spec: {", "spec: {targetRefs: [{kind: Gateway, name: edge}], ");

        assertThat(Findings.of(new SeveralDefaultTelemetries(), telemetry("one", ""), targeted))
                .isEmpty();
    }

    @Test
    void inAmbientModeSidecarsHaveNoEffectInsteadOfConflicts() {
        var one = sidecar("one", "shop", "");
        var two = sidecar("two", "shop", "");

        assertThat(Findings.of(new SeveralDefaultSidecars(), AMBIENT.formatted(""), one, two))
                .isEmpty();
        assertThat(Findings.of(new SidecarWithoutEffect(), AMBIENT.formatted(""), one, two))
                .hasSize(2);
        assertThat(Findings.of(new SidecarWithoutEffect(), AMBIENT.formatted(", istio-injection: enabled"), one))
                .isEmpty();
    }

    @Test
    void aPodOfTheAmbientMeshIsNeverFoughtOver() {
        var pod = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: cart-0
                  namespace: shop
                  labels: {app: cart}
                  annotations: {ambient.istio.io/redirection: enabled}
                """;
        var one = sidecar("one", "shop", "app: cart");

        assertThat(Findings.of(new SidecarsOverlap(), pod, one, sidecar("two", "shop", "app: cart")))
                .isEmpty();
        assertThat(Findings.of(new SidecarWithoutEffect(), pod, one)).hasSize(1);
    }

    private static String sidecar(String name, String namespace, String labels) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: %s, namespace: %s}
                spec: {%segress: [{hosts: ["./*"]}]}
                """.formatted(name, namespace, labels.isEmpty() ? "" : "workloadSelector: {labels: {" + labels + "}}, ");
    }

    private static String telemetry(String name, String labels) {
        return """
                apiVersion: telemetry.istio.io/v1
                kind: Telemetry
                metadata: {name: %s, namespace: shop}
                spec: {%stracing: [{randomSamplingPercentage: 1}]}
                """.formatted(name, labels.isEmpty() ? "" : "selector: {matchLabels: {" + labels + "}}, ");
    }
}
