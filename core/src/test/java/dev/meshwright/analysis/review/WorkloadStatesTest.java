package dev.meshwright.analysis.review;

import static dev.meshwright.analysis.review.Reviewed.namespace;
import static dev.meshwright.analysis.review.Reviewed.peers;
import static dev.meshwright.analysis.review.Reviewed.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import dev.meshwright.analysis.review.WorkloadState.WaypointState;
import org.junit.jupiter.api.Test;

class WorkloadStatesTest {
    private static final String SIDECARS = namespace("shop", "istio-injection: enabled");
    private static final String AMBIENT = namespace("shop", "istio.io/dataplane-mode: ambient");
    private static final String CART = service("shop", "cart", "");

    @Test
    void theModeComesWithWhatSaysSo() {
        assertThat(cart(SIDECARS, CART))
                .returns(MeshMode.SIDECAR, WorkloadState::mode)
                .returns("Namespace shop has istio-injection=enabled", WorkloadState::why)
                .returns(Certainty.FACT, WorkloadState::certainty);
        assertThat(cart(AMBIENT, CART))
                .returns(MeshMode.AMBIENT, WorkloadState::mode)
                .returns("Namespace shop has istio.io/dataplane-mode=ambient", WorkloadState::why);
        assertThat(cart(namespace("shop", ""), CART))
                .returns(MeshMode.NONE, WorkloadState::mode)
                .returns(Certainty.FACT, WorkloadState::certainty);
    }

    @Test
    void withoutTheNamespaceASidecarIsInferred() {
        assertThat(cart(CART))
                .returns(MeshMode.SIDECAR, WorkloadState::mode)
                .returns(Certainty.INFERENCE, WorkloadState::certainty);
    }

    @Test
    void thePortOfAWorkloadPolicyReplacesItsMode() {
        var cart = cart(
                SIDECARS,
                CART,
                peers("istio-system", "{mtls: {mode: PERMISSIVE}}"),
                peers(
                        "shop",
                        "{selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode:"
                                + " PERMISSIVE}}}"));

        assertThat(cart.mtls().mode()).isEqualTo("STRICT");
        assertThat(cart.mtls().by()).isEqualTo("PeerAuthentication shop/default");
        assertThat(cart.ports()).singleElement().satisfies(port -> {
            assertThat(port.port()).isEqualTo(8080);
            assertThat(port.mtls().mode()).isEqualTo("PERMISSIVE");
        });
    }

    @Test
    void withoutAnyPolicyIstiosDefaultIsAnInferenceFromItsDocumentation() {
        assertThat(cart(SIDECARS, CART).mtls())
                .returns("PERMISSIVE", WorkloadState.MutualTls::mode)
                .returns("", WorkloadState.MutualTls::by)
                .returns(Certainty.INFERENCE, WorkloadState.MutualTls::certainty)
                .returns(EvidenceOf.DOCUMENTATION, WorkloadState.MutualTls::evidence);
    }

    @Test
    void ztunnelKnowsNoDisable() {
        assertThat(cart(AMBIENT, CART, peers("shop", "{mtls: {mode: DISABLE}}"))
                        .mtls()
                        .mode())
                .isEqualTo("PERMISSIVE");
        assertThat(cart(SIDECARS, CART, peers("shop", "{mtls: {mode: DISABLE}}"))
                        .mtls()
                        .mode())
                .isEqualTo("DISABLE");
    }

    @Test
    void aPodWithoutProxyHasNoMutualTlsWhateverPoliciesSay() {
        assertThat(cart(namespace("shop", ""), CART, peers("shop", "{mtls: {mode: STRICT}}"))
                        .mtls()
                        .mode())
                .isEqualTo("NONE");
    }

    @Test
    void waypointsAreToldWithTheirState() {
        var waypoint = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: waypoint, namespace: shop}
                spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
                """;
        var enrolled = namespace("shop", "istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint");

        assertThat(cart(enrolled, CART, waypoint).waypoints())
                .containsExactly(new WaypointState("shop/waypoint", Enrolment.State.BOUND, "Namespace shop"));
        assertThat(cart(enrolled, CART).waypoints())
                .extracting(WaypointState::state)
                .containsOnly(Enrolment.State.MISSING);
        assertThat(cart(AMBIENT, CART, waypoint).waypoints()).isEmpty();
    }

    @Test
    void whoGetsInIsWhatAllLayersLetThrough() {
        var strict = peers("shop", "{mtls: {mode: STRICT}}");
        var web = Reviewed.policy("shop", "p", "{rules: [{from: [{source: {namespaces: [web]}}]}]}");

        assertThat(cart(SIDECARS, CART))
                .returns(Share.ALL, WorkloadState::plaintext)
                .returns(Share.ALL, WorkloadState::anyone);
        assertThat(cart(SIDECARS, CART, strict))
                .returns(Share.NONE, WorkloadState::plaintext)
                .returns(Share.ALL, WorkloadState::anyone);
        assertThat(cart(SIDECARS, CART, strict, web)).returns(Share.NONE, WorkloadState::anyone);
        assertThat(cart(namespace("shop", ""), CART, strict, web)).returns(Share.ALL, WorkloadState::plaintext);
    }

    private static WorkloadState cart(String... objects) {
        return Reviewed.of(objects).workloads().getFirst();
    }
}
