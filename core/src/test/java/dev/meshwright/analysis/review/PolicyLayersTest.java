package dev.meshwright.analysis.review;

import static dev.meshwright.analysis.review.Reviewed.namespace;
import static dev.meshwright.analysis.review.Reviewed.policy;
import static dev.meshwright.analysis.review.Reviewed.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.review.PolicyState.Layer;
import dev.meshwright.analysis.review.PolicyState.Place;
import dev.meshwright.analysis.review.PolicyState.RuleState;
import dev.meshwright.analysis.review.PolicyState.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the rules of a policy at each layer; the ambient cases by what a real ztunnel was seen to do.
class PolicyLayersTest {
    private static final String AMBIENT = namespace("shop", "istio.io/dataplane-mode: ambient");
    private static final String SIDECARS = namespace("shop", "istio-injection: enabled");
    private static final String CART = service("shop", "cart", "");
    private static final String WAYPOINT = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: waypoint, namespace: shop}
            spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALLOW | {to: [{operation: {methods: [GET]}}]} | NEVER",
                "ALLOW | {from: [{source: {namespaces: [web]}}]} | AS_WRITTEN",
                "ALLOW | {from: [{source: {namespaces: [web], trustDomains: [td1]}}]} | WIDER",
                "ALLOW | {from: [{source: {trustDomains: [td1]}}]} | NEVER",
                "ALLOW | {} | AS_WRITTEN",
                "DENY | {to: [{operation: {methods: [GET]}}]} | NEVER",
                "DENY | {from: [{source: {namespaces: [web]}}], to: [{operation: {methods: [GET]}}]} | NEVER",
                "DENY | {from: [{source: {namespaces: [web]}}], when: [{key: 'request.headers[x]', values: [y]}]} | NEVER",
                "DENY | {to: [{operation: {ports: ['8080'], methods: [GET]}}]} | WIDER",
                "DENY | {from: [{source: {requestPrincipals: ['*']}}, {source: {namespaces: [web]}}]} | PARTLY",
                "DENY | {} | AS_WRITTEN",
            })
    void ztunnelKeepsOfARuleWhatItKnows(String action, String rule, Runs runs) {
        var place = only(AMBIENT, CART, policy("shop", "p", "{action: " + action + ", rules: [" + rule + "]}"));

        assertThat(place.layer()).isEqualTo(Layer.ZTUNNEL);
        assertThat(place.rules()).extracting(RuleState::runs).containsExactly(runs);
    }

    @Test
    void anAllowPolicyWithoutARuleLeftIsAnOutageADenyPolicyAHole() {
        var rule = "rules: [{to: [{operation: {methods: [GET]}}]}]}";

        assertThat(only(AMBIENT, CART, policy("shop", "p", "{" + rule)).effect())
                .startsWith("refuses every call");
        assertThat(only(AMBIENT, CART, policy("shop", "p", "{action: DENY, " + rule))
                        .effect())
                .startsWith("refuses nobody");
        assertThat(only(AMBIENT, CART, policy("shop", "p", "{}")).effect()).startsWith("refuses every call");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{action: CUSTOM, provider: {name: opa}, rules: [{}]} | ztunnel has no CUSTOM",
                "{action: AUDIT, rules: [{}]} | ztunnel has no AUDIT",
                "{selector: {}, rules: [{}]} | ztunnel attaches a policy with an empty selector",
                "{targetRefs: [{kind: Service, group: '', name: cart}], rules: [{}]} | Service shop/cart: it has no waypoint",
                "{targetRefs: [{kind: Service, group: '', name: gone}], rules: [{}]} | Service shop/gone: it does not exist",
                "{selector: {matchLabels: {app: gone}}, rules: [{}]} | no workload of the input is selected",
            })
    void nobodyEnforces(String spec, String why) {
        assertThat(only(AMBIENT, CART, policy("shop", "p", spec)))
                .returns(Layer.NOWHERE, Place::layer)
                .returns(Runs.NEVER, Place::runs)
                .satisfies(place -> assertThat(place.effect()).startsWith(why));
    }

    @Test
    void aWaypointEnforcesWhatIsAttachedToItsServices() {
        var enrolled = namespace("shop", "istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint");

        for (var target : List.of(
                "{kind: Service, group: '', name: cart}",
                "{kind: Gateway, group: gateway.networking.k8s.io, name: waypoint}")) {
            assertThat(only(
                            enrolled,
                            CART,
                            WAYPOINT,
                            policy(
                                    "shop",
                                    "p",
                                    "{targetRefs: [" + target + "], rules: [{to: [{operation: {methods: [GET]}}]}]}")))
                    .returns(Layer.WAYPOINT, Place::layer)
                    .returns(List.of("shop/cart"), Place::at)
                    .returns(Runs.AS_WRITTEN, Place::runs);
        }
    }

    @Test
    void behindAWaypointZtunnelSeesTheWaypoint() {
        var enrolled = namespace("shop", "istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint");
        var place = only(
                enrolled, CART, WAYPOINT, policy("shop", "p", "{rules: [{from: [{source: {namespaces: [web]}}]}]}"));

        assertThat(place.layer()).isEqualTo(Layer.ZTUNNEL);
        assertThat(place.effect()).contains("calls through waypoint shop/waypoint come as the waypoint");
    }

    @Test
    void onAPortThatCarriesBytesASidecarAsksNothingAboutRequests() {
        var bytes = CART.replace("name: http", "name: tcp");
        var asks = "rules: [{to: [{operation: {methods: [GET]}}]}]}";

        assertThat(only(SIDECARS, CART, policy("shop", "p", "{" + asks)).runs()).isEqualTo(Runs.AS_WRITTEN);
        assertThat(only(SIDECARS, bytes, policy("shop", "p", "{" + asks)).runs())
                .isEqualTo(Runs.NEVER);
        assertThat(only(SIDECARS, bytes, policy("shop", "p", "{action: DENY, " + asks))
                        .runs())
                .isEqualTo(Runs.WIDER);
        assertThat(only(
                                SIDECARS,
                                bytes,
                                policy("shop", "p", "{rules: [{to: [{operation: {methods: [GET], ports: ['9']}}]}]}"))
                        .runs())
                .isEqualTo(Runs.AS_WRITTEN);
    }

    @Test
    void whatIsInDryRunIsCountedBySidecarsAndNotSentToZtunnel() {
        var dryRun = policy("shop", "p", "{rules: [{}]}")
                .replace("namespace: shop}", "namespace: shop, annotations: {istio.io/dry-run: \"true\"}}");

        assertThat(only(SIDECARS, CART, dryRun))
                .returns(Layer.SIDECAR, Place::layer)
                .returns(Runs.DRY_RUN, Place::runs);
        assertThat(only(AMBIENT, CART, dryRun).layer()).isEqualTo(Layer.NOWHERE);
    }

    @Test
    void workloadsWithDifferentOutcomesAreToldApart() {
        var review = Reviewed.of(
                AMBIENT,
                CART,
                namespace("old", "istio-injection: enabled"),
                service("old", "web", ""),
                namespace("out", ""),
                service("out", "batch", ""),
                policy("istio-system", "all", "{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}"));

        assertThat(review.policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.places())
                        .extracting(Place::layer)
                        .containsExactlyInAnyOrder(Layer.ZTUNNEL, Layer.SIDECAR, Layer.NOWHERE));
        assertThat(review.policies().getFirst().target()).isEqualTo("the mesh");
    }

    private static Place only(String... objects) {
        var policies = Reviewed.of(objects).policies();
        assertThat(policies).hasSize(1);
        assertThat(policies.getFirst().places()).hasSize(1);
        return policies.getFirst().places().getFirst();
    }
}
