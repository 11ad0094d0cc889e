package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeWarningsTest {
    @Test
    void aProbeThatMayOutlastItsPeriodIsTold() {
        assertThat(warnings("readinessProbe: {periodSeconds: 5, timeoutSeconds: 6}"))
                .containsExactly("the readinessProbe of shop/a may take 6 s, longer than the 5 s between two of them");
    }

    @Test
    void aPeriodThatIsNotWrittenIsTenSeconds() {
        assertThat(warnings("startupProbe: {timeoutSeconds: 11}"))
                .containsExactly("the startupProbe of shop/a may take 11 s, longer than the 10 s between two of them");
    }

    @Test
    void livenessThatGivesUpBeforeReadinessBeginsIsTold() {
        assertThat(warnings("livenessProbe: {initialDelaySeconds: 5, periodSeconds: 5},"
                        + " readinessProbe: {initialDelaySeconds: 21}"))
                .containsExactly(
                        "the livenessProbe of shop/a gives up after 20 s, before its readinessProbe begins at 21 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readinessProbe: {periodSeconds: 5, timeoutSeconds: 5}",
                "readinessProbe: {timeoutSeconds: 10}",
                "readinessProbe: {periodSeconds: 1}",
                "readinessProbe: {periodSeconds: 0, timeoutSeconds: 5}",
                "readinessProbe: {periodSeconds: 5, timeoutSeconds: soon}",
                "readinessProbe: [6]",
                "livenessProbe: {periodSeconds: 10}, readinessProbe: {initialDelaySeconds: 30}",
                "livenessProbe: {failureThreshold: 20}, readinessProbe: {initialDelaySeconds: 60}",
                "livenessProbe: {failureThreshold: 2147483647}, readinessProbe: {initialDelaySeconds: 2147483647}",
                "livenessProbe: {}, readinessProbe: {initialDelaySeconds: 60}, startupProbe: {failureThreshold: 9}",
                "readinessProbe: {initialDelaySeconds: 60}"
            })
    void otherProbesGiveNone(String probes) {
        assertThat(warnings(probes)).isEmpty();
    }

    private static List<String> warnings(String probes) {
        return SmallMesh.map("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a, namespace: shop}
                        spec: {containers: [{name: c, %s}]}
                        """.formatted(probes)).warnings().stream()
                .filter(warning -> warning.kind().equals(ProbeWarnings.SLOW)
                        || warning.kind().equals(ProbeWarnings.EARLY))
                .map(Topology.Warning::message)
                .toList();
    }
}
