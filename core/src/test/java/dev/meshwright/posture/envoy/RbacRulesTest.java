package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.AuthorizationPolicies;
import org.junit.jupiter.api.Test;

class RbacRulesTest {
    private static final String POLICY = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              rules:
              - from: [{source: {principals: [cluster.local/ns/shop/sa/web], namespaces: [shop]}}]
                to: [{operation: {methods: [GET, POST], ports: ["8080"]}}]
                when: [{key: "request.auth.claims[group]", values: [buyers]}]
            """;

    private static final String PRINCIPALS = """
            {"and_ids": {"ids": [
              {"or_ids": {"ids": [{"authenticated": {"principal_name": {"safe_regex": {"regex": ".*/ns/shop/.*"}}}}]}},
              {"or_ids": {"ids": [{"authenticated": {"principal_name": {"exact": "spiffe://cluster.local/ns/shop/sa/web"}}}]}},
              {"or_ids": {"ids": [{"metadata": {"filter": "envoy.filters.http.jwt_authn",
                "path": [{"key": "payload"}, {"key": "group"}],
                "value": {"or_match": {"value_matchers": [
                  {"list_match": {"one_of": {"string_match": {"exact": "buyers"}}}},
                  {"string_match": {"exact": "buyers"}}]}}}}]}}]}}""";

    private static final String PERMISSIONS = """
            {"and_rules": {"rules": [
              {"or_rules": {"rules": [{"destination_port": 8080}]}},
              {"or_rules": {"rules": [
                {"header": {"name": ":method", "string_match": {"exact": "POST"}}},
                {"header": {"name": ":method", "string_match": {"exact": "GET"}}}]}}]}}""";

    private static boolean explains(String permissions, String principals) {
        return rules("").explains(SmallMesh.json("""
                {"policies": {"of any name": {"permissions": [%s], "principals": [%s]}}}""".formatted(permissions, principals)));
    }

    private static RbacRules rules(String action) {
        var intended = SmallMesh.with(POLICY);
        var policies = AuthorizationPolicies.in(intended.manifests());
        return new RbacRules(action, intended.access().compiled(policies, true));
    }

    @Test
    void orderAndNestingDoNotCount() {
        assertThat(explains(PERMISSIONS, PRINCIPALS)).isTrue();
    }

    @Test
    void anotherPortIsAnotherRule() {
        assertThat(explains(PERMISSIONS.replace("8080", "8081"), PRINCIPALS)).isFalse();
    }

    @Test
    void anotherCallerIsAnotherRule() {
        assertThat(explains(PERMISSIONS, PRINCIPALS.replace("sa/web", "sa/thief")))
                .isFalse();
        assertThat(explains(PERMISSIONS, "{\"any\": true}")).isFalse();
    }

    @Test
    void whatIsNotKnownExplainsNothing() {
        assertThat(explains("{\"matcher\": {\"name\": \"new\"}}", PRINCIPALS)).isFalse();
        assertThat(explains(
                        PERMISSIONS.replace("\"destination_port\"", "\"new\": 1, \"destination_port\""), PRINCIPALS))
                .isFalse();
    }

    @Test
    void aConditionOfThePolicyIsNoOneElse() {
        var active = SmallMesh.json("""
                {"policies": {"p": {"permissions": [%s], "principals": [%s], "condition": {}}}}""".formatted(PERMISSIONS, PRINCIPALS));

        assertThat(rules("").explains(active)).isFalse();
    }

    @Test
    void theActionCounts() {
        var denying = SmallMesh.json("""
                {"action": "DENY", "policies": {"p": {"permissions": [%s], "principals": [%s]}}}""".formatted(PERMISSIONS, PRINCIPALS));

        assertThat(rules("").explains(denying)).isFalse();
        assertThat(rules("DENY").explains(denying)).isTrue();
    }

    @Test
    void aRuleThatNothingMatchesDoesNotCount() {
        var active = SmallMesh.json("""
                {"policies": {
                  "n": {"permissions": [{"not_rule": {"any": true}}], "principals": [{"not_id": {"any": true}}]},
                  "p": {"permissions": [%s], "principals": [%s]}}}""".formatted(PERMISSIONS, PRINCIPALS));

        assertThat(rules("").explains(active)).isTrue();
    }

    @Test
    void saysWhichRuleDiffers() {
        var active = SmallMesh.json("""
                {"policies": {"p": {"permissions": [{"any": true}], "principals": [{"any": true}]}}}""");

        assertThat(rules("").shown(active)).startsWith("p means ").endsWith("nothing means shop/cart rules[0]");
    }
}
