package dev.meshwright.analysis.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityRulesTest {
    static List<Rule> rules() {
        return SecurityRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theBadExampleHasTheFaultAndTheGoodOneHasNot(Rule rule) {
        assertThat(Meshes.check(rule, rule.info().bad()))
                .extracting(Finding::code)
                .containsExactly(rule.info().code());
        assertThat(Meshes.check(rule, rule.info().good())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ofWrongTypesNothingIsSaidAndNothingBreaks(Rule rule) {
        assertThat(Meshes.check(rule, Meshes.SHOP + """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: broken, namespace: shop}
                spec: {selector: [x], action: {}, rules: [1, {from: {}, to: [[]], when: [{key: [], values: {}}]}]}
                ---
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: broken, namespace: shop}
                spec: {selector: x, mtls: STRICT, portLevelMtls: [8080]}
                """))
                .allMatch(finding -> finding.code().equals("MW2101"));
    }

    @Test
    void codesAreUniqueButForIstios() {
        assertThat(rules())
                .extracting(rule -> rule.info().code())
                .filteredOn(code -> code.startsWith("MW"))
                .doesNotHaveDuplicates();
    }
}
