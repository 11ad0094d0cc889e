package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.destinationRule;
import static dev.meshwright.analysis.traffic.MeshObjects.service;
import static dev.meshwright.analysis.traffic.MeshObjects.serviceEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationRuleHostNotFoundTest {
    private static final String REVIEWS = service("shop/reviews", 80);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reviews",
                "reviews.shop.svc.cluster.local",
                "'*.shop.svc.cluster.local'",
                "'*.local'",
                "'*'",
                "[gone]",
                ""
            })
    void aHostThatIsThereOrNoNameIsFine(String host) {
        assertThat(check(REVIEWS, rule("shop/r", host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "reviews.shop", "'*.bank.svc.cluster.local'", "'*.shop'", "shop/reviews"})
    void aHostThatIsNotThereIsReported(String host) {
        assertThat(check(REVIEWS, rule("shop/r", host))).hasSize(1);
    }

    @Test
    void aShortNameMeansTheRulesNamespace() {
        assertThat(check(REVIEWS, rule("bank/r", "reviews")))
                .extracting(Finding::severity, Finding::fix)
                .containsExactly(tuple(
                        Severity.WARNING,
                        "Write reviews.shop.svc.cluster.local, if that is meant; else remove the rule."));
    }

    @Test
    void aServiceEntrysWildcardHoldsTheHost() {
        var entry = serviceEntry("shop/out", "{hosts: ['*.example.org']}");

        assertThat(check(entry, rule("shop/r", "a.example.org"))).isEmpty();
        assertThat(check(entry, rule("shop/r", "'*.a.example.org'"))).isEmpty();
        assertThat(check(entry, rule("shop/r", "'*.example.org'"))).isEmpty();
        assertThat(check(entry, rule("shop/r", "a.example.com"))).hasSize(1);
    }

    @Test
    void aHostThatTheNamespaceDoesNotSeeIsNotThere() {
        var hidden = serviceEntry("bank/out", "{hosts: [a.example.org], exportTo: ['.']}");

        assertThat(check(hidden, rule("bank/r", "a.example.org"))).isEmpty();
        assertThat(check(hidden, rule("shop/r", "a.example.org"))).hasSize(1);
    }

    @Test
    void withoutAnyHostItIsAnInference() {
        assertThat(check(rule("shop/r", "reviews")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    private static String rule(String id, String host) {
        return destinationRule(id, "{host: " + host + "}");
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new DestinationRuleHostNotFound(), objects);
    }
}
