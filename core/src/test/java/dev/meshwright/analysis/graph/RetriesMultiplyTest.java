package dev.meshwright.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import org.junit.jupiter.api.Test;

class RetriesMultiplyTest {
    @Test
    void theFindingStandsAtTheLastRetryOfTheWay() {
        var rule = new RetriesMultiply();

        assertThat(Findings.of(rule, rule.info().bad()))
                .extracting(Finding::resource, Finding::line, Finding::message)
                .containsExactly(tuple(
                        "ratings",
                        41,
                        "one request can become 20 calls of ratings: web (5 tries) → reviews (4 tries) → ratings"));
    }
}
