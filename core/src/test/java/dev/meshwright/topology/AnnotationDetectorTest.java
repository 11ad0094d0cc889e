package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationDetectorTest {
    private static final String ANNOTATIONS =
            "{metadata: {annotations: {vault.hashicorp.com/service: 'http://vault:8200', count: 3}}}";

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet", "Job"})
    void thoseOfThePodTemplateAreRead(String kind) {
        var group = kind.equals("Job") ? "batch/v1" : "apps/v1";

        assertThat(texts(
                        "{apiVersion: %s, kind: %s, metadata: {name: a, annotations: {x: 'http://no'}}, spec: {template: %s}}"
                                .formatted(group, kind, ANNOTATIONS)))
                .containsExactly("vault.hashicorp.com/service=http://vault:8200", "count=3");
    }

    @Test
    void aPodAndACronJobHaveThemElsewhere() {
        assertThat(texts("{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {x: 'http://vault'}}}"))
                .containsExactly("x=http://vault");
        assertThat(texts(
                        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {jobTemplate: {spec: {template: %s}}}}"
                                .formatted(ANNOTATIONS)))
                .hasSize(2);
    }

    @Test
    void whatKubectlRemembersIsNoSetting() {
        assertThat(texts("{apiVersion: v1, kind: Pod, metadata: {name: a, annotations:"
                        + " {kubectl.kubernetes.io/last-applied-configuration: 'http://old'}}}"))
                .isEmpty();
    }

    @Test
    void wrongTypesAreLeftOut() {
        assertThat(texts("{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {x: [y], z: {a: b}}}}"))
                .isEmpty();
        assertThat(texts("{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: [x]}}"))
                .isEmpty();
    }

    private static List<String> texts(String yaml) {
        return Settings.texts(new AnnotationDetector(), yaml);
    }
}
