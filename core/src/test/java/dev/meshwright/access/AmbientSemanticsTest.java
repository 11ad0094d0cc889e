package dev.meshwright.access;

import static dev.meshwright.access.Small.PLAINTEXT;
import static dev.meshwright.access.Small.peers;
import static dev.meshwright.access.Small.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What ztunnel makes of policies, and what a waypoint makes of them.
class AmbientSemanticsTest {
    private static final Caller ORDER = Small.caller("shop", "order");
    private static final Caller BANK = Small.caller("bank", "teller");
    private static final Waypoint WAYPOINT = new Waypoint("shop", "waypoint", "shop/cart");
    private static final String SELECTOR = "selector: {matchLabels: {app: cart}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{to: [{operation: {paths: [/]}}]}",
                "{from: [{source: {requestPrincipals: ['*']}}]}",
                "{to: [{operation: {ports: ['8080'], methods: [GET]}}]}",
                "{to: [{operation: {ports: ['8080']}}, {operation: {methods: [GET]}}]}",
                "{from: [{source: {namespaces: [shop]}}], when: [{key: 'request.headers[x]', values: [y]}]}",
                "{from: [{source: {remoteIpBlocks: [10.0.0.0/8]}}]}",
                "{when: [{key: source.serviceAccount, values: [shop/order]}]}",
                "{when: [{key: source.trustDomain, values: [cluster.local]}]}",
                "{when: [{key: connection.sni, notValues: [x]}]}",
            })
    void a1AnAllowRuleThatAsksForMoreThanTheConnectionAdmitsNobody(String rule) {
        assertThat(allows(policy("ALLOW", "[" + rule + "]"), ORDER)).isFalse();
    }

    @Test
    void a2TheOtherRulesOfSuchAPolicyStillAdmit() {
        var policy =
                policy("ALLOW", "[{to: [{operation: {methods: [GET]}}]}, {from: [{source: {namespaces: [shop]}}]}]");
        assertThat(allows(policy, ORDER)).isTrue();
        assertThat(allows(policy, BANK)).isFalse();
    }

    @Test
    void a3AnAllowPolicyWithoutRulesRefusesAll() {
        assertThat(allows(policy("ALLOW", "[]"), ORDER)).isFalse();
    }

    @Test
    void a4AnEmptyRuleAdmitsAll() {
        assertThat(allows(policy("ALLOW", "[{}]"), PLAINTEXT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{to: [{operation: {methods: [DELETE]}}]}",
                "{from: [{source: {notRequestPrincipals: ['*']}}]}",
                "{from: [{source: {namespaces: [shop]}}], to: [{operation: {methods: [GET]}}]}",
                "{from: [{source: {namespaces: [shop]}}], when: [{key: 'request.headers[x]', values: [y]}]}",
                "{when: [{key: source.serviceAccount, values: [shop/order]}]}",
            })
    void d1ToD3ADenyRuleWithAPartThatAsksOnlyForMoreDoesNothing(String rule) {
        assertThat(allows(policy("DENY", "[" + rule + "]"), ORDER)).isTrue();
    }

    @Test
    void d4AndD5ADenyEntryLosesWhatAsksForMoreAndRefusesMore() {
        assertThat(allows(policy("DENY", "[{to: [{operation: {ports: ['8080'], methods: [GET]}}]}]"), ORDER))
                .isFalse();
        var source = "{namespaces: [shop], requestPrincipals: [x/y]}";
        assertThat(allows(policy("DENY", "[{from: [{source: " + source + "}]}]"), ORDER))
                .isFalse();
    }

    @Test
    void d6AnEntryThatAsksOnlyForMoreVanishesBesideOthers() {
        var policy = policy("DENY", "[{from: [{source: {requestPrincipals: ['*']}}, {source: {namespaces: [shop]}}]}]");
        assertThat(allows(policy, ORDER)).isFalse();
        assertThat(allows(policy, BANK)).isTrue();
    }

    @Test
    void d7ARuleThatDoesNothingLeavesTheOthers() {
        var policy =
                policy("DENY", "[{to: [{operation: {methods: [GET]}}]}, {from: [{source: {namespaces: [shop]}}]}]");
        assertThat(allows(policy, ORDER)).isFalse();
        assertThat(allows(policy, BANK)).isTrue();
    }

    @Test
    void d8AnEmptyDenyRuleRefusesAll() {
        assertThat(allows(policy("DENY", "[{}, {to: [{operation: {methods: [GET]}}]}]"), ORDER))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOM", "AUDIT"})
    void c1AndC2OtherActionsAreNotSent(String action) {
        assertThat(allows(policy(action, "[{}]"), ORDER)).isTrue();
    }

    @Test
    void r1ADryRunIsNotSent() {
        var policy = policy("ALLOW", "[]").replace("{name: p,", "{name: p, annotations: {istio.io/dry-run: 'true'},");
        assertThat(allows(policy, ORDER)).isTrue();
    }

    @Test
    void t1ToT3TrustDomainsOfASourceAreDropped() {
        var foreign = Caller.Identity.of("evil.example/ns/shop/sa/order");
        assertThat(allows(policy("ALLOW", "[{from: [{source: {trustDomains: [cluster.local]}}]}]"), ORDER))
                .isFalse();
        var both = "[{from: [{source: {namespaces: [shop], trustDomains: [cluster.local]}}]}]";
        assertThat(allows(policy("ALLOW", both), foreign)).isTrue();
        assertThat(allows(policy("DENY", "[{from: [{source: {notTrustDomains: [x]}}]}]"), ORDER))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: Service, group: '', name: cart}",
                "{kind: Gateway, group: gateway.networking.k8s.io, name: waypoint}",
            })
    void w1AndW2APolicyWithTargetsIsTheWaypointsAlone(String target) {
        var objects = Small.policy("shop", "DENY", "targetRefs: [" + target + "]\n  rules: [{}]");
        assertThat(allows(objects, ORDER)).isTrue();
        assertThat(atWaypoint(objects, ORDER, "GET")).isFalse();
    }

    @Test
    void w3BehindAWaypointZtunnelSeesTheWaypoint() {
        var policy = policy("ALLOW", "[{from: [{source: {principals: [cluster.local/ns/shop/sa/order]}}]}]");
        assertThat(allows(policy, ORDER)).isTrue();
        assertThat(allows(policy, Small.caller("shop", "waypoint"))).isFalse();
    }

    @Test
    void w4AWaypointIgnoresPoliciesWithoutTargets() {
        assertThat(atWaypoint(policy("DENY", "[{}]"), ORDER, "GET")).isTrue();
    }

    @Test
    void aWaypointJudgesRequests() {
        var policy = Small.policy(
                "shop",
                "ALLOW",
                "targetRefs: [{kind: Service, name: cart}]\n  rules: [{to: [{operation: {methods: [GET]}}]}]");
        assertThat(atWaypoint(policy, ORDER, "GET")).isTrue();
        assertThat(atWaypoint(policy, ORDER, "POST")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Service, '', other, shop",
        "Service, '', cart, bank",
        "Gateway, gateway.networking.k8s.io, other, shop",
        "GatewayClass, gateway.networking.k8s.io, istio-waypoint, shop",
        "Pod, '', cart, shop",
    })
    void targetsElsewhereAreNotForThisWaypoint(String kind, String group, String name, String namespace) {
        var target = "{kind: %s, group: '%s', name: %s}".formatted(kind, group, name);
        var policy = Small.policy(namespace, "DENY", "targetRefs: [" + target + "]\n  rules: [{}]");
        assertThat(atWaypoint(policy, ORDER, "GET")).isTrue();
    }

    @Test
    void theRootNamespaceReachesAllWaypointsByTheirClass() {
        var target = "{kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint}";
        var policy = Small.policy("istio-system", "DENY", "targetRefs: [" + target + "]\n  rules: [{}]");
        assertThat(atWaypoint(policy, ORDER, "GET")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "shop, true",
        "sh*, true",
        "'*op', true",
        "'*', true",
        "s*p, false",
        "SHOP, false",
    })
    void namespacesHaveStarsAtTheirEndsOnly(String namespace, boolean allowed) {
        assertThat(allows(policy("ALLOW", "[{from: [{source: {namespaces: ['" + namespace + "']}}]}]"), ORDER))
                .isEqualTo(allowed);
    }

    @Test
    void anAccountWithoutNamespaceIsOfThePolicysNamespace() {
        var policy = policy("ALLOW", "[{from: [{source: {serviceAccounts: [order]}}]}]");
        assertThat(allows(policy, ORDER)).isTrue();
        assertThat(allows(policy, Small.caller("bank", "order"))).isFalse();
    }

    @Test
    void anEmptySelectorSelectsNobodyButAnEmptyListOfLabelsEverybody() {
        assertThat(allows(Small.policy("shop", "DENY", "selector: {}\n  rules: [{}]"), ORDER))
                .isTrue();
        assertThat(allows(Small.policy("shop", "DENY", "selector: {matchLabels: {}}\n  rules: [{}]"), ORDER))
                .isFalse();
    }

    @Test
    void strictRefusesPlaintextWhateverPoliciesSay() {
        assertThat(allows(peers("shop", "{mtls: {mode: STRICT}}") + policy("ALLOW", "[{}]"), PLAINTEXT))
                .isFalse();
    }

    @Test
    void disableIsPermissiveAndKeepsIdentities() {
        var objects = peers("shop", "{mtls: {mode: DISABLE}}")
                + policy("ALLOW", "[{from: [{source: {namespaces: [shop]}}]}]");
        assertThat(allows(objects, ORDER)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // mesh, namespace, workload, port; '' without one
        "STRICT, '', UNSET, PERMISSIVE, PERMISSIVE",
        "STRICT, '', UNSET, DISABLE, STRICT",
        "STRICT, '', STRICT, DISABLE, PERMISSIVE",
        "STRICT, UNSET, UNSET, PERMISSIVE, PERMISSIVE",
        "'', STRICT, UNSET, PERMISSIVE, PERMISSIVE",
        "'', '', UNSET, STRICT, STRICT",
        "'', '', PERMISSIVE, STRICT, STRICT",
        "'', STRICT, PERMISSIVE, STRICT, STRICT",
        "STRICT, '', PERMISSIVE, STRICT, PERMISSIVE",
        "STRICT, PERMISSIVE, UNSET, STRICT, STRICT",
    })
    void modesOfPortsSurviveTheWayToZtunnelOnlyPartly(
            String mesh, String namespace, String workload, String port, Mode mode) {
        var objects = (mesh.isEmpty() ? "" : peers("istio-system", "{mtls: {mode: " + mesh + "}}"))
                + (namespace.isEmpty() ? "" : peers("shop", "{mtls: {mode: " + namespace + "}}"))
                + peers(
                        "shop",
                        "{%s, mtls: {mode: %s}, portLevelMtls: {8080: {mode: %s}}}"
                                .formatted(SELECTOR, workload, port));
        assertThat(Small.access(objects)
                        .peerModes()
                        .ofAmbient(Small.cart(), 8080)
                        .mode())
                .isEqualTo(mode);
    }

    @Test
    void theOtherPortsStayStrictBesideAnException() {
        var objects = peers("shop", "{mtls: {mode: STRICT}}")
                + peers("shop", "{" + SELECTOR + ", portLevelMtls: {8081: {mode: PERMISSIVE}}}");
        var modes = Small.access(objects).peerModes();
        assertThat(modes.ofAmbient(Small.cart(), 8080).mode()).isEqualTo(Mode.STRICT);
        assertThat(modes.ofAmbient(Small.cart(), 8081).mode()).isEqualTo(Mode.PERMISSIVE);
    }

    private static boolean allows(String objects, Caller from) {
        return Small.access(objects)
                .atZtunnel(Small.cart(), 8080)
                .decide(Request.some(from.peer(), 8080))
                .isAllowed();
    }

    private static boolean atWaypoint(String objects, Caller from, String method) {
        var request = Request.some(from.peer(), 80).with(Field.METHOD, method);
        return Small.access(objects).atWaypoint(WAYPOINT, true).decide(request).isAllowed();
    }
}
