package dev.meshwright.analysis.security;

import static dev.meshwright.analysis.security.Meshes.SHOP;
import static dev.meshwright.analysis.security.Meshes.check;
import static dev.meshwright.analysis.security.Meshes.peers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.intent.Intent.ServiceIntent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MutualTlsRulesTest {
    private static final String SELECTOR = "selector: {matchLabels: {app: cart}}";
    private static final String OPEN_PORT =
            peers("shop", "{" + SELECTOR + ", mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}");

    @Test
    void strictForTheMeshCoversAll() {
        var strict = SHOP + peers("istio-system", "{mtls: {mode: STRICT}}");
        assertThat(check(new MutualTlsNotStrict(), strict)).isEmpty();
        assertThat(check(new MeshNotStrict(), strict)).isEmpty();
    }

    @Test
    void withoutAnyPeerAuthenticationOneInferenceIsEnough() {
        var two = SHOP + SHOP.replace("cart", "order");
        assertThat(check(new MutualTlsNotStrict(), two))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    @Test
    void aWorkloadThatNoneIsForIsCritical() {
        var other = SHOP + peers("bank", "{mtls: {mode: STRICT}}");
        assertThat(check(new MutualTlsNotStrict(), other))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void whatNobodyCanCallNeedsNoPolicy() {
        var loadGenerator = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: load, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: load}}
                    spec: {containers: [{name: load}]}
                ---
                """;
        assertThat(check(
                        new MutualTlsNotStrict(),
                        SHOP + loadGenerator + peers("shop", "{" + SELECTOR + ", mtls: {mode: STRICT}}")))
                .isEmpty();
    }

    @Test
    void aNamespaceMayJoinInAnObjectOfItsOwn() {
        var joined = SHOP.replace(", labels: {istio-injection: enabled}", "") + """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {istio-injection: enabled}}
                ---
                """;
        assertThat(check(new MutualTlsNotStrict(), joined + peers("shop", "{mtls: {mode: PERMISSIVE}}")))
                .hasSize(1);
    }

    @Test
    void outsideProductionItIsForInformation() {
        var intent = new Intent("cluster.local", "1.31", List.of(), null, List.of("shop"), Map.of());
        var permissive = SHOP + peers("shop", "{mtls: {mode: PERMISSIVE}}");
        assertThat(check(new MutualTlsNotStrict(), permissive, intent))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void whatTheMeshWideOneCausesIsSaidOnce() {
        var permissive = SHOP + peers("istio-system", "{mtls: {mode: PERMISSIVE}}");
        assertThat(check(new MutualTlsNotStrict(), permissive)).isEmpty();
        assertThat(check(new MeshNotStrict(), permissive)).hasSize(1);
    }

    @Test
    void aWorkloadWithoutSidecarHasNoMode() {
        var out = SHOP.replace("{app: cart}}\n    spec", "{app: cart, sidecar.istio.io/inject: 'false'}}\n    spec")
                + peers("bank", "{mtls: {mode: STRICT}}");
        assertThat(check(new MutualTlsNotStrict(), out)).isEmpty();
    }

    @Test
    void anOpenPortWithoutReasonIsCritical() {
        assertThat(check(new PortNotStrict(), SHOP + OPEN_PORT))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
        assertThat(check(new PublicPortPermissive(), SHOP + OPEN_PORT)).isEmpty();
    }

    @Test
    void anOpenPortThatTheIntentListsIsAWarningAndNothingElse() {
        var open = new ServiceIntent(
                null, null, null, null, null, null, List.of(new PublicPort(80, List.of(), "webhook")), List.of());
        var intent = new Intent("cluster.local", "1.31", List.of(), null, List.of(), Map.of("shop/cart", open));
        assertThat(check(new PortNotStrict(), SHOP + OPEN_PORT, intent)).isEmpty();
        assertThat(check(new MutualTlsNotStrict(), SHOP + OPEN_PORT, intent)).isEmpty();
        assertThat(check(new PublicPortPermissive(), SHOP + OPEN_PORT, intent))
                .extracting(Finding::severity, Finding::message)
                .containsExactly(tuple(
                        Severity.WARNING,
                        "shop/cart takes calls without a client certificate on port 80 (8080 in the pod): PERMISSIVE"
                                + " there only"));
    }

    @Test
    void theServicesPortInPortLevelMtlsHasNoEffect() {
        var wrong = SHOP + peers("shop", "{" + SELECTOR + ", portLevelMtls: {80: {mode: STRICT}}}");
        assertThat(check(new PortModeWithoutEffect(), wrong))
                .extracting(Finding::message)
                .containsExactly("80 is the Service's port; the pods of shop/cart listen on [8080]");
    }

    @Test
    void portLevelMtlsWithoutSelectorHasNoEffect() {
        assertThat(check(new PortModeWithoutEffect(), SHOP + peers("shop", "{portLevelMtls: {8080: {mode: STRICT}}}")))
                .hasSize(1);
    }

    @Test
    void peerAuthenticationsOfDifferentWorkloadsDoNotShadowEachOther() {
        var two = peers("shop", "{" + SELECTOR + "}")
                + peers("shop", "{selector: {matchLabels: {app: order}}}").replace("{name: p,", "{name: q,");
        assertThat(check(new PeerAuthenticationShadowed(), two)).isEmpty();
    }
}
