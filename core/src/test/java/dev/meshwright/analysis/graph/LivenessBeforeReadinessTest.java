package dev.meshwright.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import org.junit.jupiter.api.Test;

class LivenessBeforeReadinessTest {
    @Test
    void theFindingStandsAtTheLivenessProbe() {
        assertThat(Findings.of(new LivenessBeforeReadiness(), """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a, namespace: shop}
                        spec:
                          containers:
                            - name: one
                              readinessProbe: {initialDelaySeconds: 31}
                              livenessProbe: {periodSeconds: 10}
                        """))
                .extracting(Finding::resource, Finding::line)
                .containsExactly(tuple("a", 8));
    }
}
