package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.destinationRule;
import static dev.meshwright.analysis.traffic.MeshObjects.route;
import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationSubsetNotFoundTest {
    private static final String ROUTE = route("{host: reviews, subset: v1}");

    @ParameterizedTest
    @ValueSource(
            strings = {"reviews", "reviews.shop.svc.cluster.local", "'*.shop.svc.cluster.local'", "'*.local'", "'*'"})
    void theHostInAnyFormDeclaresIt(String host) {
        assertThat(check(ROUTE, rule("shop/r", host, "v1"))).isEmpty();
    }

    @Test
    void aRuleOfAnotherNamespaceDeclaresItByTheFullName() {
        assertThat(check(ROUTE, rule("bank/r", "reviews.shop.svc.cluster.local", "v1")))
                .isEmpty();
        assertThat(check(ROUTE, rule("bank/r", "reviews", "v1"))).hasSize(1);
    }

    @Test
    void aSubsetOfAnotherHostDoesNotCount() {
        assertThat(check(ROUTE, rule("shop/r", "ratings", "v1"))).hasSize(1);
        assertThat(check(ROUTE, rule("shop/r", "'*.bank.svc.cluster.local'", "v1")))
                .hasSize(1);
    }

    @Test
    void subsetsOfSeveralRulesForAHostAddUp() {
        assertThat(check(ROUTE, rule("shop/a", "reviews", "v2"), rule("shop/b", "reviews", "v1")))
                .isEmpty();
    }

    @Test
    void theRuleForTheHostItselfHidesAWildcardOfItsNamespace() {
        var own = rule("shop/a", "reviews", "v2");

        assertThat(check(ROUTE, own, rule("shop/b", "'*.shop.svc.cluster.local'", "v1")))
                .extracting(Finding::message)
                .containsExactly("no DestinationRule of reviews declares the subset v1; there are v2");
        assertThat(check(ROUTE, own, rule("bank/b", "'*.shop.svc.cluster.local'", "v1")))
                .isEmpty();
    }

    @Test
    void theClosestNameIsTheFix() {
        assertThat(check(route("{host: reviews, subset: v11}"), rule("shop/r", "reviews", "v1}, {name: canary")))
                .extracting(Finding::message, Finding::fix)
                .containsExactly(tuple(
                        "no DestinationRule of reviews declares the subset v11; there are canary, v1",
                        "Use v1, or declare v11."));
    }

    @Test
    void aNameMayLookLikeANumber() {
        assertThat(check(route("{host: reviews, subset: 2}"), rule("shop/r", "reviews", "'2'")))
                .isEmpty();
    }

    @Test
    void mirrorsAndTcpRoutesNeedTheirSubsetsToo() {
        var routes = virtualService("shop/r", """
                {tcp: [{route: [{destination: {host: reviews, subset: a}}]}],
                 http: [{mirror: {host: reviews, subset: b}, mirrors: [{destination: {host: reviews, subset: c}}]}]}\
                """);

        assertThat(check(routes, rule("shop/r", "reviews", "v1"))).hasSize(3);
    }

    @Test
    void withoutAnyDestinationRuleItIsAnInference() {
        assertThat(check(ROUTE))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "''", "[v1]", "{name: v1}"})
    void whatIsNoNameNamesNoSubset(String subset) {
        assertThat(check(route("{host: reviews, subset: %s}".formatted(subset)), rule("shop/r", "reviews", "v2")))
                .isEmpty();
    }

    private static String rule(String id, String host, String subset) {
        return destinationRule(id, "{host: %s, subsets: [{name: %s}]}".formatted(host, subset));
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new DestinationSubsetNotFound(), objects);
    }
}
