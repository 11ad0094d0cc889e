package dev.meshwright.analysis.ambient;

import static dev.meshwright.analysis.ambient.Shop.AMBIENT;
import static dev.meshwright.analysis.ambient.Shop.WAYPOINT;
import static dev.meshwright.analysis.ambient.Shop.behindWaypoint;
import static dev.meshwright.analysis.ambient.Shop.namespace;
import static dev.meshwright.analysis.ambient.Shop.policy;
import static dev.meshwright.analysis.ambient.Shop.service;
import static dev.meshwright.analysis.ambient.Shop.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which waypoint stands before what, and what it means for policies.
class WaypointRulesTest {
    private static final String ENROLLED = "istio.io/use-waypoint: waypoint";
    private static final String AT_SERVICE =
            "{targetRefs: [{group: '', kind: Service, name: cart}], rules: [{to: [{operation: {methods: [GET]}}]}]}";
    private static final String ONLY_WAYPOINT =
            "{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/waypoint]}}]}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]}",
                "{action: DENY, rules: [{from: [{source: {notPrincipals: [cluster.local/ns/shop/sa/web]}}]}]}"
            })
    void ztunnelRefusesAWaypointThatItsPoliciesDoNotAdmit(String spec) {
        assertThat(behindWaypoint(new WaypointRefused(), spec))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONLY_WAYPOINT,
                "{rules: [{from: [{source: {namespaces: [shop]}}]}]}",
                "{rules: [{to: [{operation: {methods: [GET]}}]}]}",
                "{selector: {matchLabels: {app: web}}, rules: []}",
                AT_SERVICE
            })
    void aWaypointThatIsAdmittedOrNotConcernedIsFine(String spec) {
        assertThat(behindWaypoint(new WaypointRefused(), spec)).isEmpty();
    }

    @Test
    void withoutAWaypointPoliciesSeeTheClients() {
        assertThat(Shop.ambient(new WaypointRefused(), "{}")).isEmpty();
        assertThat(Shop.ambient(
                        new DenyMissesClients(), "{action: DENY, rules: [{from: [{source: {namespaces: [a]}}]}]}"))
                .isEmpty();
    }

    @Test
    void aDenyRuleForClientsDoesNotSeeThemBehindAWaypoint() {
        assertThat(behindWaypoint(
                        new DenyMissesClients(), "{action: DENY, rules: [{from: [{source: {namespaces: [a]}}]}]}"))
                .hasSize(1);
        assertThat(behindWaypoint(
                        new DenyMissesClients(), "{action: DENY, rules: [{from: [{source: {namespaces: [shop]}}]}]}"))
                .isEmpty();
        assertThat(behindWaypoint(
                        new DenyMissesClients(), "{action: DENY, rules: [{to: [{operation: {ports: ['9090']}}]}]}"))
                .isEmpty();
    }

    @Test
    void aPolicyAtAServiceWithoutWaypointIsEnforcedByNobody() {
        assertThat(Findings.of(new TargetNotEnforced(), namespace(AMBIENT), service(""), WAYPOINT, policy(AT_SERVICE)))
                .extracting(Finding::severity, Finding::message)
                .containsExactly(tuple(
                        Severity.ERROR,
                        "nobody enforces this AuthorizationPolicy, attached to Service shop/cart: it has no waypoint"));
    }

    @Test
    void aPolicyAtAServiceWithWaypointIsEnforcedWhereverTheLabelStands() {
        var byNamespace = namespace("{istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint}");

        assertThat(behindWaypoint(new TargetNotEnforced(), AT_SERVICE)).isEmpty();
        assertThat(Findings.of(new TargetNotEnforced(), byNamespace, service(""), WAYPOINT, policy(AT_SERVICE)))
                .isEmpty();
        assertThat(Findings.of(
                        new TargetNotEnforced(),
                        byNamespace,
                        service("istio.io/use-waypoint: none"),
                        WAYPOINT,
                        policy(AT_SERVICE)))
                .hasSize(1);
        assertThat(Findings.of(
                        new TargetNotEnforced(),
                        byNamespace,
                        service("istio.io/use-waypoint: other"),
                        WAYPOINT,
                        policy(AT_SERVICE)))
                .as("a waypoint that is missing is not replaced by the namespace's")
                .hasSize(1);
    }

    @Test
    void aTargetThatIsMissingIsNamed() {
        var gone = "{targetRefs: [{group: '', kind: Service, name: card}], rules: [{}]}";
        var gateway = "{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: %s}], rules: [{}]}";

        assertThat(behindWaypoint(new TargetNotEnforced(), gone))
                .extracting(Finding::message)
                .containsExactly(
                        "nobody enforces this AuthorizationPolicy, attached to Service shop/card, which does not exist");
        assertThat(behindWaypoint(new TargetNotEnforced(), gateway.formatted("other")))
                .hasSize(1);
        assertThat(behindWaypoint(new TargetNotEnforced(), gateway.formatted("waypoint")))
                .isEmpty();
        assertThat(Findings.of(new TargetNotEnforced(), policy(gone)))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
    }

    @Test
    void whereTheNamespaceOrAllGatewaysAreMissingItIsAnInference() {
        assertThat(Findings.of(new TargetNotEnforced(), service(""), policy(AT_SERVICE)))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
        assertThat(Findings.of(new TargetNotEnforced(), namespace(AMBIENT), service(ENROLLED), policy(AT_SERVICE)))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
    }

    @Test
    void onlyTheRootNamespaceMayNameAGatewayClass() {
        var spec = "{targetRefs: [{group: gateway.networking.k8s.io, kind: GatewayClass, name: istio-waypoint}]}";

        assertThat(Findings.of(new TargetNotEnforced(), policy(spec))).hasSize(1);
        assertThat(Findings.of(
                        new TargetNotEnforced(), policy(spec).replace("namespace: shop", "namespace: istio-system")))
                .isEmpty();
    }

    @Test
    void otherKindsAttachedToNothingAreNamedToo() {
        var authentication = """
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: r, namespace: shop}
                spec: {targetRef: {group: "", kind: Service, name: cart}, jwtRules: [{issuer: "https://i"}]}
                """;
        assertThat(Findings.of(new TargetNotEnforced(), service(""), authentication))
                .hasSize(1);
    }

    @Test
    void podsThatOthersReachAreBypassed() {
        assertThat(behindWaypoint(new WaypointBypassed(), AT_SERVICE)).hasSize(1);
        assertThat(behindWaypoint(new WaypointBypassed(), ONLY_WAYPOINT)).isEmpty();
    }

    @Test
    void podsThatAdmitTheWaypointOnlyAreNotBypassed() {
        assertThat(Findings.of(
                        new WaypointBypassed(),
                        namespace(AMBIENT),
                        workload("cart", ""),
                        service(ENROLLED),
                        WAYPOINT,
                        policy(AT_SERVICE),
                        policy(ONLY_WAYPOINT)))
                .isEmpty();
    }

    @Test
    void aWaypointThatIsThereSaysNothing() {
        var rules = List.<Rule>of(
                new WaypointNotFound(),
                new WaypointNotReady(),
                new WaypointOfOtherClass(),
                new WaypointForOtherTraffic(),
                new WaypointNotAllowed(),
                new WaypointUnused());
        for (var rule : rules) {
            assertThat(behindWaypoint(rule, AT_SERVICE)).as(rule.info().name()).isEmpty();
        }
    }

    @Test
    void aMissingWaypointIsNamedWhereItsLabelStands() {
        var namespace = namespace("{istio.io/dataplane-mode: ambient, istio.io/use-waypoint: gone}");
        var pods = workload("cart", "istio.io/use-waypoint: gone");

        assertThat(Findings.of(new WaypointNotFound(), namespace, service(""), workload("web", ""), WAYPOINT))
                .extracting(Finding::kind, Finding::severity)
                .containsExactly(tuple("Namespace", Severity.ERROR));
        assertThat(Findings.of(new WaypointNotFound(), namespace(AMBIENT), pods, WAYPOINT))
                .extracting(Finding::kind, Finding::line)
                .containsExactly(tuple("Deployment", 10));
        assertThat(Findings.of(new WaypointNotFound(), namespace(AMBIENT), service("istio.io/use-waypoint: gone")))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
        assertThat(Findings.of(new WaypointNotFound(), service("istio.io/use-waypoint: none"), WAYPOINT))
                .isEmpty();
    }

    @Test
    void aWaypointInAnotherNamespaceNeedsItsPermission() {
        var far = service("istio.io/use-waypoint: waypoint, istio.io/use-waypoint-namespace: infra");
        var closed = WAYPOINT.replace("namespace: shop", "namespace: infra");
        var open = closed.replace(
                "protocol: HBONE}",
                "protocol: HBONE, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}");

        assertThat(Findings.of(new WaypointNotAllowed(), namespace("{team: a}"), far, closed))
                .hasSize(1);
        assertThat(Findings.of(new WaypointNotAllowed(), namespace("{team: a}"), far, open))
                .isEmpty();
        assertThat(Findings.of(new WaypointNotAllowed(), namespace("{team: b}"), far, open))
                .hasSize(1);
    }

    @Test
    void aServiceEntryForItsNamespaceAloneGetsNoWaypointOfAnother() {
        var entry = """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata:
                  name: pay
                  namespace: shop
                  labels: {istio.io/use-waypoint: waypoint, istio.io/use-waypoint-namespace: infra}
                spec: {hosts: [pay.example.com], exportTo: ["."]}
                """;
        var open = WAYPOINT.replace("namespace: shop", "namespace: infra")
                .replace("protocol: HBONE}", "protocol: HBONE, allowedRoutes: {namespaces: {from: All}}}");

        assertThat(Findings.of(new WaypointNotAllowed(), entry, open)).hasSize(1);
        assertThat(Findings.of(new WaypointNotAllowed(), entry.replace(", exportTo: [\".\"]", ""), open))
                .isEmpty();
    }

    @Test
    void filesWithoutAStatusDoNotSayWhetherAWaypointIsReady() {
        var asked = service(ENROLLED);
        var address = "status: {addresses: [{type: IPAddress, value: 10.0.0.1}]}\n";

        assertThat(Findings.of(new WaypointNotReady(), asked, WAYPOINT)).isEmpty();
        assertThat(Findings.of(new WaypointNotReady(), asked, WAYPOINT + address))
                .isEmpty();
        assertThat(Findings.of(new WaypointNotReady(), asked, WAYPOINT + "status: {addresses: []}\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"service,0,1", "workload,1,0", "all,0,0", "none,1,1"})
    void labelsOnServicesAndPodsNeedAWaypointForTheirTraffic(String traffic, int services, int pods) {
        var waypoint = WAYPOINT.replace(
                "namespace: shop}", "namespace: shop, labels: {istio.io/waypoint-for: " + traffic + "}}");

        assertThat(Findings.of(new WaypointForOtherTraffic(), service(ENROLLED), waypoint))
                .hasSize(services);
        assertThat(Findings.of(new WaypointForOtherTraffic(), workload("cart", ENROLLED), waypoint))
                .hasSize(pods);
    }

    @Test
    void podsTakeNoOffenceAtTheirNamespacesWaypointForServices() {
        var namespace = namespace("{istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint}");
        assertThat(Findings.of(new WaypointForOtherTraffic(), namespace, workload("cart", ""), service(""), WAYPOINT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio-waypoint", "own"})
    void aClassIsAWaypointsByItsNameOrItsController(String name) {
        var gateway = WAYPOINT.replace("istio-waypoint", name).replace("HBONE", "HTTP");
        var own = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: GatewayClass
                metadata: {name: own}
                spec: {controllerName: istio.io/mesh-controller}
                """;
        assertThat(Findings.of(new WaypointOfOtherClass(), service(ENROLLED), gateway, own))
                .isEmpty();
    }

    @Test
    void aGatewayThatTakesNoTunnelIsNoWaypoint() {
        var gateway = WAYPOINT.replace("istio-waypoint", "istio");

        assertThat(Findings.of(new WaypointOfOtherClass(), service(ENROLLED), gateway.replace("HBONE", "HTTP")))
                .hasSize(1);
        assertThat(Findings.of(new WaypointOfOtherClass(), service(ENROLLED), gateway))
                .isEmpty();
    }

    @Test
    void aWaypointThatNobodyNamesIsUnused() {
        assertThat(Findings.of(new WaypointUnused(), namespace(AMBIENT), service(""), WAYPOINT))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
        assertThat(Findings.of(
                        new WaypointUnused(), namespace(AMBIENT), workload("cart", ENROLLED), service(""), WAYPOINT))
                .isEmpty();
        assertThat(Findings.of(new WaypointUnused(), namespace(AMBIENT), WAYPOINT.replace("istio-waypoint", "istio")))
                .isEmpty();
    }

    @Test
    void labelsOfTheWrongTypeAreLeftOut() {
        var odd = """
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop, labels: {istio.io/use-waypoint: [a]}}
                spec: 3
                """;
        var policy = policy("{targetRefs: [3, {kind: [x]}, {kind: Service}], rules: 7}");

        assertThat(AmbientRules.all())
                .allSatisfy(rule -> assertThat(Findings.of(rule, odd, policy, "spec: 1\n"))
                        .extracting(Finding::code)
                        .isSubsetOf(Stream.of("MW4201").toList()));
    }
}
