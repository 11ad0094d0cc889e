package dev.meshwright.analysis.review;

import static dev.meshwright.analysis.review.Reviewed.namespace;
import static dev.meshwright.analysis.review.Reviewed.peers;
import static dev.meshwright.analysis.review.Reviewed.policy;
import static dev.meshwright.analysis.review.Reviewed.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.review.MeshWide.Break;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final String SHOP = namespace("shop", "istio-injection: enabled");
    private static final String OUT = namespace("out", "");
    private static final String CART = service("shop", "cart", "");
    private static final String STRICT = peers("istio-system", "{mtls: {mode: STRICT}}");

    @Test
    void mutualTlsAndWhereItIsRequiredAreCountedPerCall() {
        assertThat(call(SHOP, CART, service("shop", "web", "cart.shop")))
                .returns(100, CallState::mutual)
                .returns(0, CallState::strict)
                .returns(Verdict.YES, CallState::verdict);
        assertThat(call(SHOP, CART, service("shop", "web", "cart.shop"), STRICT))
                .returns(100, CallState::mutual)
                .returns(100, CallState::strict);
        assertThat(call(SHOP, OUT, CART, service("out", "web", "cart.shop")))
                .returns(0, CallState::mutual)
                .returns(Verdict.YES, CallState::verdict)
                .satisfies(call -> assertThat(call.why()).startsWith("plaintext"));
    }

    @Test
    void ofTwoWorkloadsBehindOneNameEachCountsHalf() {
        var other = service("shop", "cart-v2", "")
                .replace("app: cart-v2", "app: cart")
                .replace("labels: {app: cart}", "labels: {app: cart, sidecar.istio.io/inject: \"false\"}");
        assertThat(call(SHOP, CART, other.split("---", 2)[0], service("shop", "web", "cart.shop"), STRICT))
                .returns(50, CallState::mutual)
                .returns(50, CallState::strict);
    }

    @Test
    void whatIsRefusedSaysByWhat() {
        var call = call(
                SHOP,
                CART,
                service("shop", "web", "cart.shop"),
                policy("shop", "p", "{rules: [{from: [{source:" + " {namespaces: [other]}}]}]}"));

        assertThat(call.verdict()).isEqualTo(Verdict.NO);
        assertThat(call.why()).startsWith("policy: no ALLOW rule matches");
    }

    @Test
    void trafficFromOutsideThroughAGatewayThatIsNotThereIsUnknown() {
        var ingress = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                spec: {defaultBackend: {service: {name: cart, port: {number: 80}}}}
                """;
        assertThat(call(SHOP, CART, ingress))
                .returns(null, CallState::mutual)
                .returns(Verdict.UNDECIDED, CallState::verdict)
                .returns(Certainty.INFERENCE, CallState::certainty);
    }

    @Test
    void theMeshWidePeerAuthenticationSaysWhomItReachesAndWhomItCutsOff() {
        var wide = meshWide(
                SHOP,
                OUT,
                namespace("own", "istio-injection: enabled"),
                CART,
                service("own", "stock", ""),
                service("out", "web", "cart.shop"),
                service("out", "batch", "stock.own"),
                STRICT,
                peers("own", "{mtls: {mode: PERMISSIVE}}"));

        assertThat(wide.sets()).containsExactly("shop/cart");
        assertThat(wide.changes()).containsExactly("shop/cart");
        assertThat(wide.overridden()).containsExactly("own/stock");
        assertThat(wide.breaks()).extracting(Break::from).containsExactly("out/web");
    }

    @Test
    void aPermissiveMeshPolicyChangesNothingThatIstioWouldNotDoAnyway() {
        var wide = meshWide(SHOP, CART, peers("istio-system", "{mtls: {mode: PERMISSIVE}}"));

        assertThat(wide.sets()).containsExactly("shop/cart");
        assertThat(wide.changes()).isEmpty();
        assertThat(wide.breaks()).isEmpty();
    }

    @Test
    void clientsOutsideTheClusterAreCutOffOfAnExposedService() {
        var exposed = CART.replace("spec: {selector", "spec: {type: LoadBalancer, selector");
        var wide = meshWide(SHOP, exposed, STRICT);

        assertThat(wide.breaks())
                .singleElement()
                .returns("outside the cluster", Break::from)
                .returns(Certainty.INFERENCE, Break::certainty);
    }

    private static MeshWide meshWide(String... objects) {
        return Objects.requireNonNull(Reviewed.of(objects).meshWide());
    }

    private static CallState call(String... objects) {
        var calls = Reviewed.of(objects).calls();
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }
}
