package dev.meshwright.access;

import static dev.meshwright.access.Decision.Verdict.ALLOWED;
import static dev.meshwright.access.Decision.Verdict.CONDITIONAL;
import static dev.meshwright.access.Decision.Verdict.REFUSED;
import static dev.meshwright.access.Small.PLAINTEXT;
import static dev.meshwright.access.Small.caller;
import static dev.meshwright.access.Small.policy;
import static dev.meshwright.access.Small.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.intent.Intent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationSemanticsTest {
    private static final Caller ORDER = caller("shop", "order");

    @Test
    void withoutPoliciesEverythingIsAdmitted() {
        assertThat(verdict("", PLAINTEXT)).isEqualTo(ALLOWED);
    }

    @Test
    void anAllowPolicyWithoutRulesRefusesAll() {
        assertThat(verdict(policy("ALLOW", "[]"), ORDER)).isEqualTo(REFUSED);
    }

    @Test
    void aDenyPolicyWithoutRulesDoesNothing() {
        assertThat(verdict(policy("DENY", "[]"), ORDER)).isEqualTo(ALLOWED);
    }

    @Test
    void anEmptyRuleMatchesEverything() {
        assertThat(verdict(policy("ALLOW", "[{}]"), PLAINTEXT)).isEqualTo(ALLOWED);
        assertThat(verdict(policy("DENY", "[{}]"), ORDER)).isEqualTo(REFUSED);
    }

    @Test
    void denyComesBeforeAllow() {
        var policies = policy("ALLOW", "[{}]") + policy("DENY", "[{from: [{source: {namespaces: [shop]}}]}]");
        assertThat(verdict(policies, ORDER)).isEqualTo(REFUSED);
        assertThat(verdict(policies, caller("bank", "order"))).isEqualTo(ALLOWED);
    }

    @Test
    void anAuditPolicyDecidesNothing() {
        assertThat(verdict(policy("AUDIT", "[{}]"), ORDER)).isEqualTo(ALLOWED);
    }

    @Test
    void aCustomPolicyLeavesItToTheAuthorizer() {
        assertThat(verdict(policy("CUSTOM", "[{}]"), ORDER)).isEqualTo(CONDITIONAL);
    }

    @Test
    void dryRunHasNoEffectAndNoDefaultDeny() {
        var policy = policy("ALLOW", "[]").replace("{name: p,", "{name: p, annotations: {istio.io/dry-run: 'true'},");
        assertThat(verdict(policy, ORDER)).isEqualTo(ALLOWED);
    }

    @Test
    void aPolicyOfTheRootNamespaceIsForAll() {
        assertThat(verdict(policy("istio-system", "ALLOW", "rules: []"), ORDER)).isEqualTo(REFUSED);
    }

    @Test
    void aPolicyOfAnotherNamespaceIsNotForTheCart() {
        assertThat(verdict(policy("bank", "ALLOW", "rules: []"), ORDER)).isEqualTo(ALLOWED);
    }

    @Test
    void aSelectorMustBeContainedInTheLabels() {
        assertThat(verdict(policy("shop", "ALLOW", "selector: {matchLabels: {app: cart}}"), ORDER))
                .isEqualTo(REFUSED);
        assertThat(verdict(policy("shop", "ALLOW", "selector: {matchLabels: {app: cart, version: v2}}"), ORDER))
                .isEqualTo(ALLOWED);
    }

    @Test
    void aPolicyWithTargetRefsIsNotForSidecars() {
        assertThat(verdict(policy("shop", "ALLOW", "targetRefs: [{kind: Service, group: '', name: cart}]"), ORDER))
                .isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.local/ns/shop/sa/order, ALLOWED",
        "cluster.local/ns/shop/sa/orders, REFUSED",
        "cluster.local/ns/shop/sa/ORDER, REFUSED",
        "cluster.local/ns/shop/*, ALLOWED",
        "*/sa/order, ALLOWED",
        "*/sa/cart, REFUSED",
        "'*', ALLOWED",
        "cluster.local/ns/*/sa/order, REFUSED",
        "spiffe://cluster.local/ns/shop/sa/order, REFUSED",
        "other.example/ns/shop/sa/order, REFUSED",
    })
    void principalsMatchExactlyByPrefixOrBySuffix(String principal, Decision.Verdict verdict) {
        assertThat(verdict(policy("ALLOW", "[{from: [{source: {principals: ['" + principal + "']}}]}]"), ORDER))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.local/ns/shop/sa/order, ALLOWED",
        "td.example/ns/shop/sa/order, ALLOWED",
        "cluster.local/ns/shop/sa/o*, ALLOWED",
        "cluster.local/ns/shop/*, REFUSED",
    })
    void clusterLocalInAFullPrincipalMeansTheMeshsOwnTrustDomain(String principal, Decision.Verdict verdict) {
        var policy = policy("ALLOW", "[{from: [{source: {principals: ['" + principal + "']}}]}]");
        var access = Access.of(
                Small.parse(policy), new MeshSettings("istio-system", "td.example", List.of(), PathNormalization.BASE));
        var from = new Caller.Identity("td.example", "shop", "order");
        assertThat(access.decide(Call.some(from, Small.cart(), 8080, true)).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "namespaces, shop, ALLOWED",
        "namespaces, sh*, ALLOWED",
        "namespaces, s*p, ALLOWED",
        "namespaces, SHOP, REFUSED",
        "notNamespaces, shop, REFUSED",
        "notNamespaces, bank, ALLOWED",
        "serviceAccounts, order, ALLOWED",
        "serviceAccounts, shop/order, ALLOWED",
        "serviceAccounts, bank/order, REFUSED",
        "serviceAccounts, ord*, REFUSED",
        "trustDomains, cluster.local, ALLOWED",
        "trustDomains, other.example, REFUSED",
        "ipBlocks, 10.0.0.0/8, CONDITIONAL",
        "requestPrincipals, '*', CONDITIONAL",
    })
    void sourcesMatchTheCaller(String field, String value, Decision.Verdict verdict) {
        assertThat(verdict(policy("ALLOW", "[{from: [{source: {" + field + ": ['" + value + "']}}]}]"), ORDER))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"principals, REFUSED", "namespaces, REFUSED", "notPrincipals, ALLOWED", "notNamespaces, ALLOWED"})
    void aCallerWithoutCertificateHasNoIdentity(String field, Decision.Verdict verdict) {
        assertThat(verdict(policy("ALLOW", "[{from: [{source: {" + field + ": ['*']}}]}]"), PLAINTEXT))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"8080, ALLOWED", "80, REFUSED"})
    void portsAreThoseOfThePod(String port, Decision.Verdict verdict) {
        assertThat(verdict(policy("ALLOW", "[{to: [{operation: {ports: ['" + port + "']}}]}]"), ORDER))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "methods, GET, ALLOWED",
        "methods, get, REFUSED",
        "notMethods, GET, REFUSED",
        "paths, /api/*, ALLOWED",
        "paths, /api, REFUSED",
        "notPaths, /admin*, ALLOWED",
        "paths, '/api/{*}', ALLOWED",
        "paths, '/{*}', REFUSED",
        "paths, '/{**}', ALLOWED",
        "paths, '/api/{**}/1', REFUSED",
        "hosts, shop.example.com, CONDITIONAL",
    })
    void operationsMatchTheRequest(String field, String value, Decision.Verdict verdict) {
        var policy = policy("ALLOW", "[{to: [{operation: {" + field + ": ['" + value + "']}}]}]");
        assertThat(verdict(policy, ORDER, "GET", "/api/1?q=/api")).isEqualTo(verdict);
    }

    @Test
    void whatTheRequestLeavesOpenAllowsOnlySome() {
        assertThat(verdict(policy("ALLOW", "[{to: [{operation: {paths: [/api]}}]}]"), ORDER))
                .isEqualTo(CONDITIONAL);
    }

    @Test
    void aDenyOfSomeRequestsDoesNotRefuseAll() {
        assertThat(verdict(policy("DENY", "[{to: [{operation: {paths: [/admin]}}]}]"), ORDER))
                .isEqualTo(CONDITIONAL);
    }

    @Test
    void anyEntryOfFromIsEnoughButAllFieldsOfOneMustHold() {
        var either = "[{from: [{source: {namespaces: [bank]}}, {source: {namespaces: [shop]}}]}]";
        var both = "[{from: [{source: {namespaces: [shop], principals: [cluster.local/ns/shop/sa/cart]}}]}]";
        assertThat(verdict(policy("ALLOW", either), ORDER)).isEqualTo(ALLOWED);
        assertThat(verdict(policy("ALLOW", both), ORDER)).isEqualTo(REFUSED);
    }

    @Test
    void allConditionsMustHold() {
        var rule = "[{when: [{key: source.namespace, values: [shop]}, {key: destination.port, values: ['%s']}]}]";
        assertThat(verdict(policy("ALLOW", rule.formatted(8080)), ORDER)).isEqualTo(ALLOWED);
        assertThat(verdict(policy("ALLOW", rule.formatted(9090)), ORDER)).isEqualTo(REFUSED);
    }

    @Test
    void aRuleWithAnUnknownKeyIsSkipped() {
        assertThat(verdict(policy("ALLOW", "[{when: [{key: source.colour, notValues: [red]}]}]"), ORDER))
                .isEqualTo(REFUSED);
    }

    @Test
    void onABytesOnlyPortAnAllowRuleThatAsksForHttpIsSkipped() {
        assertThat(onBytes(policy("ALLOW", "[{to: [{operation: {ports: ['8080']}}, {operation: {methods: [GET]}}]}]")))
                .isEqualTo(REFUSED);
    }

    @Test
    void onABytesOnlyPortADenyRuleLosesItsHttpPart() {
        assertThat(onBytes(policy("DENY", "[{to: [{operation: {paths: [/admin]}}]}]")))
                .isEqualTo(REFUSED);
        assertThat(onBytes(policy("DENY", "[{to: [{operation: {paths: [/admin], ports: ['9090']}}]}]")))
                .isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"[1]", "[[]]", "'[{from: {}}]'", "'[{to: all}]'", "'[{when: {key: x}}]'"})
    void whatIsNoRuleMatchesNothing(String rules) {
        assertThat(verdict(policy("ALLOW", rules), ORDER)).isEqualTo(REFUSED);
    }

    @Test
    void theDecisionNamesObjectRuleAndLine() {
        var policy =
                policy("ALLOW", "[{from: [{source: {namespaces: [bank]}}]}, {from: [{source: {namespaces: [shop]}}]}]");
        var decision = Small.access(policy).decide(Call.some(ORDER, Small.cart(), 8080, true));
        assertThat(decision.rule()).isEqualTo(1);
        assertThat(decision.where()).hasToString("mesh.yaml:6:53");
        assertThat(decision.why()).isEqualTo("ALLOW by AuthorizationPolicy shop/p, rules[1]");
    }

    private static Decision.Verdict onBytes(String policy) {
        var access = Access.of(Small.parse(policy), MeshSettings.of(Intent.defaults()));
        return access.decide(Call.some(ORDER, Small.cart(), 8080, false)).verdict();
    }
}
