package dev.meshwright.analysis.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeaningRulesTest {
    @Test
    void aRuleThatContradictsItselfMatchesNothing() {
        assertThat(codes("rules: [{to: [{operation: {paths: ['/a'], notPaths: ['/*']}}]}]"))
                .containsExactly("MW1401");
    }

    @Test
    void oneOfSeveralSourcesIsEnoughToMatch() {
        assertThat(codes("rules: [{from: [{source: {namespaces: [a], notNamespaces: ['*']}},"
                        + " {source: {namespaces: [b]}}]}]"))
                .isEmpty();
    }

    @Test
    void aTokenThatNobodyChecksIsAGuessWhileNoCheckIsInTheInput() {
        var policy = "rules: [{from: [{source: {requestPrincipals: ['*']}}]}]";
        assertThat(findings(Examples.cart(policy))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MW1401");
            assertThat(finding.certainty()).isEqualTo(Certainty.INFERENCE);
        });
        assertThat(findings(Examples.cart(policy) + """
                ---
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: jwt, namespace: shop}
                spec: {jwtRules: [{issuer: https://issuer}]}
                """)).isEmpty();
    }

    @Test
    void ofTwoEqualRulesTheSecondIsCovered() {
        var findings = findings(Examples.cart(
                "rules: [{to: [{operation: {methods: [GET, PUT]}}]}, {to: [{operation: {methods: [PUT, GET]}}]}]"));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MW1403");
            assertThat(finding.path()).isEqualTo("spec.rules[1]");
        });
    }

    @Test
    void aRuleThatAllRequestsMatchIsLeftToOthers() {
        assertThat(codes("rules: [{}, {to: [{operation: {methods: [GET]}}]}]")).isEmpty();
    }

    @Test
    void aRuleIsCoveredOnlyIfItIsSoAtEveryWorkload() {
        var narrow = Examples.cart("rules: [{to: [{operation: {methods: [GET]}}]}]")
                + Examples.policy(
                        "one", "selector: {matchLabels: {app: cart}}\nrules: [{to: [{operation: {methods: ['*']}}]}]");
        assertThat(findings(narrow)).extracting(Finding::code).contains("MW1403");
        var other = """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: other, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: other}}
                    spec: {containers: [{name: c, ports: [{containerPort: 8080}]}]}
                """;
        assertThat(findings(narrow + other)).extracting(Finding::code).doesNotContain("MW1403");
    }

    @Test
    void anEmptyAllowThatDeniesByDefaultIsNotRedundant() {
        assertThat(codes("rules: []", Examples.policy("get", "rules: [{to: [{operation: {methods: [GET]}}]}]")))
                .isEmpty();
    }

    @Test
    void aDenyWithAPrefixMissesTheDoubledSlash() {
        assertThat(findings(Examples.cart("action: DENY\nrules: [{to: [{operation: {paths: ['/admin*']}}]}]")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MW1406");
                    assertThat(finding.message()).isEqualTo("does not refuse GET //admin");
                });
    }

    @Test
    void noWayAroundIsToldWhereAllowKeepsItClosed() {
        assertThat(codes(
                        "action: DENY\nrules: [{to: [{operation: {paths: ['/admin']}}]}]",
                        Examples.policy("some", "rules: [{to: [{operation: {paths: ['/shop/*']}}]}]")))
                .isEmpty();
    }

    @Test
    void aDenyOfAHostMissesItsPort() {
        assertThat(findings(Examples.cart("action: DENY\nrules: [{to: [{operation: {hosts: [admin.example]}}]}]")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("host admin.example:80"));
    }

    @Test
    void whatCannotBeComparedIsNotJudged() {
        assertThat(codes("rules: [{when: [{key: 'experimental.envoy.filters.a[b]', values: [c]}]},"
                        + " {to: [{operation: {paths: ['/a'], notPaths: ['/*']}}]}]"))
                .isEmpty();
    }

    private static List<String> codes(String spec, String... more) {
        return findings(Examples.cart(spec) + String.join("", more)).stream()
                .map(Finding::code)
                .toList();
    }

    private static List<Finding> findings(String manifests) {
        var mesh = Mesh.of(ManifestReader.parse("mesh.yaml", manifests), Intent.defaults(), "1.31");
        return MeaningRules.all().stream().flatMap(rule -> rule.check(mesh)).toList();
    }
}
