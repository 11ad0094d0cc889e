package dev.meshwright.analysis.ambient;

import static dev.meshwright.analysis.ambient.Shop.ambient;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What ztunnel makes of policies by selector or namespace.
class ZtunnelRulesTest {
    private static final String L7_ALLOW = "{rules: [{to: [{operation: {methods: [GET]}}]}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rules: [{to: [{operation: {methods: [GET]}}]}]}",
                "{rules: [{from: [{source: {namespaces: [a]}}], to: [{operation: {paths: [/x]}}]}]}",
                "{rules: [{from: [{source: {namespaces: [a]}}, {source: {requestPrincipals: ['*']}}]}]}",
                "{rules: [{from: [{source: {remoteIpBlocks: [10.0.0.0/8]}}]}]}",
                "{rules: [{when: [{key: 'request.headers[x]', values: [a]}]}]}",
                "{rules: [{when: [{key: source.serviceAccount, values: [a]}]}]}",
                "{rules: [{when: [{key: source.trustDomain, values: [a]}]}]}",
                "{rules: [{when: [{key: remote.ip, values: [10.0.0.1]}]}]}",
                "{rules: [{when: [{key: connection.sni, values: [a]}]}]}",
                "{rules: [{from: [{source: {trustDomains: [td1]}}]}]}"
            })
    void anAllowPolicyOfWhichNothingIsLeftRefusesEveryConnection(String policy) {
        assertThat(ambient(new AllowBecomesDenyAll(), policy))
                .extracting(Finding::code, Finding::severity, Finding::path)
                .containsExactly(tuple("MW4101", Severity.ERROR, "spec.rules"));
        assertThat(ambient(new AllowRuleLost(), policy)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{rules: []}",
                "{rules: [{}]}",
                "{rules: [{from: [{source: {principals: [a], namespaces: [b], ipBlocks: [10.0.0.0/8]}}]}]}",
                "{rules: [{from: [{source: {serviceAccounts: [a/b]}}], to: [{operation: {ports: ['80']}}]}]}",
                "{rules: [{when: [{key: source.namespace, values: [a]}, {key: destination.port, values: ['80']}]}]}",
                "{rules: [{when: [{key: destination.ip, values: [10.0.0.1]}, {key: source.ip, values: [10.0.0.2]}]}]}"
            })
    void rulesAboutConnectionsAreKept(String policy) {
        for (var rule : List.of(new AllowBecomesDenyAll(), new AllowRuleLost(), new TrustDomainsDropped())) {
            assertThat(ambient(rule, policy)).as(rule.info().name()).isEmpty();
        }
    }

    @Test
    void oneLostRuleAmongOthersIsNamedWithWhatItAsks() {
        var policy = "{rules: [{from: [{source: {namespaces: [a]}}]}, {to: [{operation: {hosts: [h], paths: [/x]}}]}]}";

        assertThat(ambient(new AllowRuleLost(), policy))
                .extracting(Finding::path, Finding::message)
                .containsExactly(tuple(
                        "spec.rules[1]",
                        "the rule admits nobody at the ztunnel of shop/cart, which knows no hosts, paths"));
        assertThat(ambient(new AllowBecomesDenyAll(), policy)).isEmpty();
    }

    @Test
    void aSourceByTrustDomainAloneAdmitsNobodyBesideOthers() {
        var policy = "{rules: [{from: [{source: {namespaces: [a]}}, {source: {trustDomains: [td1]}}]}]}";

        assertThat(ambient(new AllowRuleLost(), policy))
                .extracting(Finding::path)
                .containsExactly("spec.rules[0].from[1].source");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{action: DENY, rules: [{from: [{source: {notRequestPrincipals: ['*']}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {methods: [DELETE]}}]}]}",
                "{action: DENY, rules: [{from: [{source: {principals: [x]}}], to: [{operation: {methods: [GET]}}]}]}",
                "{action: DENY, rules: [{from: [{source: {principals: [x]}}], when: [{key: 'request.headers[a]', values: [b]}]}]}",
                "{action: DENY, rules: [{from: [{source: {notTrustDomains: [td1]}}]}]}",
                "{action: DENY, rules: [{from: [{source: {trustDomains: [td1]}}], to: [{operation: {ports: ['80']}}]}]}",
                "{action: DENY, rules: [{when: [{key: connection.sni, values: [a]}]}]}"
            })
    void aDenyRuleWithAnEmptyClauseRefusesNobody(String policy) {
        assertThat(ambient(new DenyWithoutEffect(), policy))
                .extracting(Finding::code, Finding::severity, Finding::path)
                .containsExactly(tuple("MW4103", Severity.ERROR, "spec.rules[0]"));
        assertThat(ambient(new DenyBroader(), policy)).isEmpty();
        assertThat(ambient(new TrustDomainsDropped(), policy)).isEmpty();
    }

    @Test
    void onlyTheBranchThatIsLostRefusesNobody() {
        var policy =
                "{action: DENY, rules: [{from: [{source: {requestPrincipals: [x]}}, {source: {namespaces: [a]}}]}]}";

        assertThat(ambient(new DenyWithoutEffect(), policy))
                .extracting(Finding::path)
                .containsExactly("spec.rules[0].from[0].source");
    }

    @Test
    void onlyTheRuleThatIsLostRefusesNobody() {
        var policy =
                "{action: DENY, rules: [{to: [{operation: {paths: [/a]}}]}, {from: [{source: {namespaces: [a]}}]}]}";

        assertThat(ambient(new DenyWithoutEffect(), policy))
                .extracting(Finding::path)
                .containsExactly("spec.rules[0]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{action: DENY, rules: [{to: [{operation: {ports: ['80'], methods: [GET]}}]}]}",
                "{action: DENY, rules: [{from: [{source: {principals: [x], requestPrincipals: [y]}}]}]}"
            })
    void aDenyRuleOfWhichAPartIsLeftRefusesMore(String policy) {
        assertThat(ambient(new DenyBroader(), policy))
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple("MW4104", Severity.WARNING));
        assertThat(ambient(new DenyWithoutEffect(), policy)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{action: DENY}",
                "{action: DENY, rules: [{}]}",
                "{action: DENY, rules: [{from: [{source: {notPrincipals: [x], notIpBlocks: [10.0.0.0/8]}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {notPorts: ['80']}}]}]}"
            })
    void aDenyRuleAboutConnectionsIsEnforcedAsItStands(String policy) {
        for (var rule : List.of(new DenyWithoutEffect(), new DenyBroader(), new TrustDomainsDropped())) {
            assertThat(ambient(rule, policy)).as(rule.info().name()).isEmpty();
        }
    }

    @Test
    void customIsAnErrorAndAuditAWarning() {
        assertThat(ambient(new ActionNotAtZtunnel(), "{action: CUSTOM, provider: {name: x}, rules: [{}]}"))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
        assertThat(ambient(new ActionNotAtZtunnel(), "{action: AUDIT, rules: [{}]}"))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(ambient(new ActionNotAtZtunnel(), "{action: DENY, rules: [{}]}"))
                .isEmpty();
    }

    @Test
    void aPolicyInDryRunIsSaidToBeInDryRunAndNothingElse() {
        var dry = Shop.policy(L7_ALLOW)
                .replace("namespace: shop}", "namespace: shop, annotations: {istio.io/dry-run: 'true'}}");

        assertThat(all(Shop.namespace(Shop.AMBIENT), Shop.workload("cart", ""), dry))
                .extracting(Finding::code)
                .containsExactly("MW4106");
        assertThat(ambient(new DryRunNotAtZtunnel(), L7_ALLOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trustDomains", "notTrustDomains"})
    void trustDomainsBesideOtherFieldsAreDropped(String field) {
        var source = "[{from: [{source: {namespaces: [a], " + field + ": [td1]}}]}]";

        assertThat(ambient(new TrustDomainsDropped(), "{rules: " + source + "}"))
                .extracting(Finding::severity, Finding::path)
                .containsExactly(tuple(Severity.ERROR, "spec.rules[0].from[0].source." + field));
        assertThat(ambient(new TrustDomainsDropped(), "{action: DENY, rules: " + source + "}"))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(ambient(new DenyBroader(), "{action: DENY, rules: " + source + "}"))
                .isEmpty();
    }

    @Test
    void anEmptySelectorReachesNobodyAndEmptyMatchLabelsEverybody() {
        assertThat(ambient(new EmptySelectorAtZtunnel(), "{selector: {}, action: DENY, rules: [{}]}"))
                .hasSize(1);
        assertThat(ambient(
                        new DenyWithoutEffect(),
                        "{selector: {}, action: DENY, rules: [{to: [{operation: {paths: [/]}}]}]}"))
                .isEmpty();
        assertThat(ambient(new EmptySelectorAtZtunnel(), "{selector: {matchLabels: {}}, action: DENY, rules: [{}]}"))
                .isEmpty();
        assertThat(ambient(new EmptySelectorAtZtunnel(), "{action: DENY, rules: [{}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "*a*"})
    void aStarInsideANamespaceIsALetter(String namespace) {
        var policy = "{rules: [{from: [{source: {namespaces: ['" + namespace + "']}}]}]}";
        assertThat(ambient(new StarInNamespaceAtZtunnel(), policy)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a*", "*a", "a"})
    void aStarAtAnEndIsAPattern(String namespace) {
        var policy = "{rules: [{from: [{source: {namespaces: ['" + namespace + "']}}]}]}";
        assertThat(ambient(new StarInNamespaceAtZtunnel(), policy)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.local/ns/a/sa/b, 1",
        "old.example/ns/a/sa/b, 1",
        "prod.example/ns/a/sa/b, 0",
        "foreign.example/ns/a/sa/b, 0",
        "*/sa/b, 0",
        "*, 0"
    })
    void otherNamesOfTheTrustDomainAreNotKnown(String principal, int findings) {
        var config = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data: {mesh: "{trustDomain: prod.example, trustDomainAliases: [old.example]}"}
                """;
        var policy = Shop.policy("{rules: [{from: [{source: {principals: ['" + principal + "']}}]}]}");

        assertThat(Findings.of(
                        new TrustDomainAliasAtZtunnel(),
                        Shop.namespace(Shop.AMBIENT),
                        Shop.workload("cart", ""),
                        config,
                        policy))
                .hasSize(findings);
    }

    @Test
    void withoutAnotherTrustDomainClusterLocalIsTheMeshs() {
        assertThat(ambient(
                        new TrustDomainAliasAtZtunnel(),
                        "{rules: [{from: [{source: {principals: [cluster.local/ns/a/sa/b]}}]}]}"))
                .isEmpty();
    }

    static Stream<List<String>> placesWithoutZtunnel() {
        var cart = Shop.workload("cart", "");
        return Stream.of(
                List.of(Shop.namespace(Shop.SIDECARS), cart),
                List.of(Shop.namespace("{}"), cart),
                List.of(cart),
                List.of(Shop.namespace("{istio.io/dataplane-mode: ambient, istio-injection: enabled}"), cart),
                List.of(Shop.namespace(Shop.AMBIENT), Shop.workload("cart", "istio.io/dataplane-mode: none")),
                List.of(Shop.namespace(Shop.AMBIENT), Shop.workload("cart", "sidecar.istio.io/inject: 'true'")),
                List.of(
                        Shop.namespace(Shop.AMBIENT),
                        Shop.workload("cart", "gateway.networking.k8s.io/gateway-name: cart")));
    }

    @ParameterizedTest
    @MethodSource("placesWithoutZtunnel")
    void whereNoZtunnelStandsNothingIsSaid(List<String> place) {
        for (var spec : List.of(
                L7_ALLOW,
                "{action: DENY, rules: [{to: [{operation: {paths: [/]}}]}]}",
                "{action: CUSTOM, provider: {name: x}, rules: [{}]}",
                "{selector: {}, rules: [{from: [{source: {namespaces: ['a*b'], trustDomains: [x]}}]}]}")) {
            var objects = Stream.concat(place.stream(), Stream.of(Shop.policy(spec)));
            assertThat(all(objects.toArray(String[]::new))).isEmpty();
        }
    }

    @Test
    void aPolicyForOtherPodsIsNotJudged() {
        assertThat(ambient(
                        new AllowBecomesDenyAll(),
                        "{selector: {matchLabels: {app: web}}, rules: [{to: [{operation: {methods: [GET]}}]}]}"))
                .isEmpty();
    }

    @Test
    void aPolicyOfTheRootNamespaceReachesAmbientPodsEverywhere() {
        var policy = Shop.policy(L7_ALLOW).replace("namespace: shop", "namespace: istio-system");
        assertThat(Findings.of(
                        new AllowBecomesDenyAll(), Shop.namespace(Shop.AMBIENT), Shop.workload("cart", ""), policy))
                .hasSize(1);
    }

    @Test
    void withoutWorkloadsInTheInputItIsAnInference() {
        assertThat(Findings.of(new AllowBecomesDenyAll(), Shop.namespace(Shop.AMBIENT), Shop.policy(L7_ALLOW)))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    private static List<Finding> all(String... objects) {
        return AmbientRules.all().stream()
                .flatMap((Rule rule) -> Findings.of(rule, objects).stream())
                .toList();
    }
}
