package dev.meshwright.access;

import static dev.meshwright.access.SmallGraph.principal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.access.Proof.BlindSpot;
import dev.meshwright.access.Proof.Pair;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.intent.Intent.ServiceIntent;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProverTest {
    private static final String GATEWAY = "istio-system/istio-ingressgateway-service-account";
    private static final String GATEWAY_PRINCIPAL =
            "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";

    private static final String IN_DRY_RUN = "policy in dry-run until meshwright.yaml names the ingress gateway";

    @Test
    void policiesThatAdmitTheCallsAndNothingElseAreProven() {
        var proof = prove(pair().admit("cart", List.of(principal("order"))));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.admitted()).isEqualTo(1);
        assertThat(proof.checked())
                .as("2 callees x (2 callers, plaintext, the gateway)")
                .isEqualTo(8);
        assertThat(proof.blindSpots()).isEmpty();
    }

    @Test
    void aKnownCallThatNoRuleAdmitsIsRefused() {
        var proof = prove(pair().admit("cart", List.of()));
        assertThat(proof.refused())
                .containsExactly(
                        new Pair("shop/order", "shop/cart", 8080, "no ALLOW rule matches; shop/p admits others"));
        assertThat(proof.surplus()).isEmpty();
    }

    @Test
    void aCallerThatNobodyKnowsIsSurplus() {
        var proof = prove(pair().admit("cart", List.of(principal("order"), principal("cart"))));
        assertThat(proof.surplus())
                .containsExactly(
                        new Pair("shop/cart", "shop/cart", 8080, "ALLOW by AuthorizationPolicy shop/p, rules[0]"));
        assertThat(proof.refused()).isEmpty();
    }

    @Test
    void withoutAnyPolicyEveryoneIsAdmitted() {
        var proof = prove(SmallGraph.of("order", "cart").call("order", "cart").strict());
        assertThat(proof.surplus()).extracting(Pair::from).containsExactly(Pair.EVERYONE, Pair.EVERYONE);
    }

    @Test
    void withoutStrictCallersWithoutCertificateAreAdmittedToo() {
        var proof = prove(SmallGraph.of("cart"));
        assertThat(proof.surplus()).extracting(Pair::from).containsExactly(Caller.PLAINTEXT, Pair.EVERYONE);
    }

    @Test
    void aWorkloadThatSharesTheAccountOfACallerIsSurplus() {
        var proof = prove(SmallGraph.of("order", "cart", "spy")
                .replace("serviceAccountName: spy", "serviceAccountName: order")
                .call("order", "cart")
                .strict()
                .admit("cart", List.of(principal("order")))
                .admit("order", List.of())
                .admit("spy", List.of()));
        assertThat(proof.surplus()).extracting(Pair::from).containsExactly("shop/spy");
        assertThat(proof.refused()).isEmpty();
    }

    @Test
    void aPublicPortAdmitsEveryoneOnPurpose() {
        var open = SmallGraph.of("hook")
                .with(Small.peers(
                        "shop",
                        "{selector: {matchLabels: {app: hook}}, mtls: {mode: STRICT},"
                                + " portLevelMtls: {8080: {mode: PERMISSIVE}}}"))
                .with(Small.policy("shop", "ALLOW", "rules: [{to: [{operation: {ports: ['8080'], paths: [/in]}}]}]"));
        var intent = publicPort("shop/hook", 80);
        assertThat(Prover.prove(open.topology(), intent, open.manifests()).holds())
                .isTrue();
        assertThat(prove(open).surplus()).extracting(Pair::from).contains(Caller.PLAINTEXT);
    }

    @Test
    void aPublicPortThatStrictClosesIsRefused() {
        var closed = SmallGraph.of("hook").strict().admit("hook", List.of());
        var proof = Prover.prove(closed.topology(), publicPort("shop/hook", 80), closed.manifests());
        assertThat(proof.refused())
                .containsExactly(new Pair(
                        Caller.PLAINTEXT,
                        "shop/hook",
                        8080,
                        "STRICT by PeerAuthentication istio-system/p takes no caller without a certificate"));
    }

    @Test
    void trafficFromOutsideArrivesWithTheGatewaysIdentity() {
        var graph = SmallGraph.of("web").call(Edge.INGRESS, "web").strict();
        var intent = new Intent("cluster.local", "1.31", List.of(GATEWAY), null, List.of(), Map.of());
        var admitted = graph.admit("web", List.of(GATEWAY_PRINCIPAL));
        assertThat(Prover.prove(admitted.topology(), intent, admitted.manifests())
                        .holds())
                .isTrue();
    }

    @Test
    void anEntryThatRefusesTheGatewayIsRefused() {
        var graph = SmallGraph.of("web").call(Edge.INGRESS, "web").strict().admit("web", List.of());
        assertThat(prove(graph).refused()).extracting(Pair::from).containsExactly("istio-system/istio-ingressgateway");
    }

    @Test
    void anEntryWhosePolicyStaysInDryRunIsABlindSpot() {
        var graph = SmallGraph.of("web")
                .call(Edge.INGRESS, "web")
                .strict()
                .admit("web", List.of())
                .replace(
                        "metadata: {name: p, namespace: shop}",
                        "metadata: {name: p, namespace: shop, annotations: {istio.io/dry-run: 'true'}}");
        var proof = prove(graph);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.blindSpots()).extracting(BlindSpot::what).containsExactly(IN_DRY_RUN);
    }

    @Test
    void anEntryThatIsOnlyInferredIsAnEntry() {
        var graph = SmallGraph.of("web")
                .call(Edge.INGRESS, "web", Edge.Confidence.INFERRED)
                .strict()
                .admit("web", List.of())
                .replace(
                        "metadata: {name: p, namespace: shop}",
                        "metadata: {name: p, namespace: shop, annotations: {istio.io/dry-run: 'true'}}");
        var proof = prove(graph);
        assertThat(proof.surplus()).isEmpty();
        assertThat(proof.blindSpots()).extracting(BlindSpot::what).contains(IN_DRY_RUN);
    }

    @Test
    void furtherCallersOfTheIntentAreKnown() {
        var graph = SmallGraph.of("order", "cart")
                .strict()
                .admit("order", List.of())
                .admit("cart", List.of(principal("order")));
        var more = new ServiceIntent(null, null, null, null, null, null, List.of(), List.of("shop/order"));
        var intent = new Intent("cluster.local", "1.31", List.of(), null, List.of(), Map.of("shop/cart", more));
        assertThat(Prover.prove(graph.topology(), intent, graph.manifests()).holds())
                .isTrue();
    }

    @Test
    void anInferredCallIsNotEnforcedButNamed() {
        var graph = SmallGraph.of("order", "cart")
                .call("order", "cart", Edge.Confidence.INFERRED)
                .strict()
                .admit("order", List.of())
                .admit("cart", List.of());
        var proof = prove(graph);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.blindSpots())
                .extracting(BlindSpot::service, BlindSpot::what)
                .containsExactly(tuple("shop/cart", "inferred callers, not admitted"));
    }

    @Test
    void aServiceNobodyCallsMayHaveHiddenCallersWhereSomeCallsAreUnknown() {
        var proof = prove(pair().admit("cart", List.of(principal("order"))).unknownCallsOf("cart"));
        assertThat(proof.blindSpots()).extracting(BlindSpot::service).containsExactly("shop/order");
    }

    @Test
    void aCallerWithoutSidecarIsNamedBecauseStrictRefusesIt() {
        var proof = prove(pair().admit("cart", List.of())
                .replace(
                        "metadata: {labels: {app: order}}",
                        "metadata: {labels: {app: order, sidecar.istio.io/inject: 'false'}}"));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.blindSpots())
                .containsExactly(new BlindSpot(
                        "shop/cart",
                        "a caller outside the mesh",
                        "shop/order calls port 8080 and has no sidecar, so it will be refused; inject it, or open the"
                                + " port in meshwright.yaml"));
    }

    @Test
    void aWorkloadWithoutSidecarIsNamedBecauseNothingIsEnforcedThere() {
        var proof = prove(pair().replace("serviceAccountName: cart,", "serviceAccountName: cart, hostNetwork: true,"));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.blindSpots()).extracting(BlindSpot::what).containsExactly("no sidecar");
    }

    @Test
    void aLoadBalancerOnAStrictPortIsNamed() {
        var proof = prove(pair().admit("cart", List.of(principal("order"))).servicesOf(Service.Type.LOAD_BALANCER));
        assertThat(proof.blindSpots())
                .as("the cart has a caller in the cluster")
                .extracting(BlindSpot::service, BlindSpot::what)
                .containsExactly(tuple("shop/order", "a load balancer"));
    }

    @Test
    void callersThatWereSeenOutsideAreNamedBecauseStrictRefusesThem() {
        var proof = prove(pair().admit("cart", List.of(principal("order")))
                .seenFromOutside("cart")
                .seenFromOutside("gone"));
        assertThat(proof.blindSpots())
                .containsExactly(new BlindSpot(
                        "shop/cart",
                        BlindSpot.SEEN_OUTSIDE,
                        "cart is called from outside; find them and inject them, or make the port public in"
                                + " meshwright.yaml"));
    }

    @Test
    void callersThatWereSeenOutsideStayWherePlaintextIsAdmitted() {
        var proof = prove(SmallGraph.of("cart").seenFromOutside("cart"));
        assertThat(proof.blindSpots()).isEmpty();
    }

    @Test
    void aScrapeOfAServicesEndpointsIsNamed() {
        var proof = prove(pair().admit("cart", List.of(principal("order"))).with("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: cart
                  namespace: shop
                  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "8080"}
                """));
        assertThat(proof.blindSpots()).extracting(BlindSpot::what).containsExactly("a direct scrape");
    }

    @Test
    void aCallThatNoRequestOfItsRuleCanMakeIsRefused() {
        var rule = "{from: [{source: {principals: [" + principal("order") + "]}}],"
                + " to: [{operation: {paths: ['/a'], notPaths: ['/*']}}]}";
        var proof = prove(pair().with(Small.policy(
                "shop", "ALLOW", "selector: {matchLabels: {app: cart}}\n  rules: [" + rule + "]")));
        assertThat(proof.surplus()).isEmpty();
        assertThat(proof.refused()).singleElement().satisfies(pair -> {
            assertThat(pair.from()).isEqualTo("shop/order");
            assertThat(pair.why()).startsWith("no ALLOW rule matches");
        });
    }

    @Test
    void whatIsAdmittedBeyondTheGraphIsShownByItsShortestRequest() {
        var proof = prove(pair().admit("cart", List.of(principal("order")))
                .with(Small.policy(
                        "shop",
                        "ALLOW",
                        "selector: {matchLabels: {app: cart}}\n  rules: [{from: [{source: {principals: ["
                                + principal("cart") + "]}}], to: [{operation: {paths: ['/up*'], methods: [PUT]}}]}]")));
        assertThat(proof.refused()).isEmpty();
        assertThat(proof.surplus()).singleElement().satisfies(pair -> {
            assertThat(pair.from()).isEqualTo("shop/cart");
            assertThat(pair.why()).endsWith(", for some requests, such as PUT /up");
        });
    }

    @Test
    void anEmptyMeshIsProven() {
        assertThat(prove(SmallGraph.of()).holds()).isTrue();
    }

    /// `order` calls `cart`; STRICT; nobody calls `order`.
    private static SmallGraph pair() {
        return SmallGraph.of("order", "cart").call("order", "cart").strict().admit("order", List.of());
    }

    private static Intent publicPort(String service, int port) {
        var open = new ServiceIntent(
                null, null, null, null, null, null, List.of(new PublicPort(port, List.of(), "a webhook")), List.of());
        return new Intent("cluster.local", "1.31", List.of(), null, List.of(), Map.of(service, open));
    }

    private static Proof prove(SmallGraph graph) {
        return Prover.prove(graph.topology(), Intent.defaults(), graph.manifests());
    }
}
