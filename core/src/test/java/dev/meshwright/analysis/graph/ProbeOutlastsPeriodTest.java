package dev.meshwright.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import org.junit.jupiter.api.Test;

class ProbeOutlastsPeriodTest {
    @Test
    void everyContainerAndProbeOfAWorkloadIsLookedAt() {
        assertThat(Findings.of(new ProbeOutlastsPeriod(), """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: a, namespace: shop}
                        spec:
                          template:
                            spec:
                              containers:
                                - name: one
                                  livenessProbe: {periodSeconds: 2, timeoutSeconds: 3}
                                - name: other
                                  startupProbe:
                                    timeoutSeconds: 30
                        """))
                .extracting(Finding::resource, Finding::line)
                .containsExactly(tuple("a", 9), tuple("a", 12));
    }
}
