package dev.meshwright.analysis.injection;

import static dev.meshwright.analysis.injection.Pods.INJECTED;
import static dev.meshwright.analysis.injection.Pods.annotated;
import static dev.meshwright.analysis.injection.Pods.deployment;
import static dev.meshwright.analysis.injection.Pods.labelled;
import static dev.meshwright.analysis.injection.Pods.namespace;
import static dev.meshwright.analysis.injection.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules about the label of a pod template and the annotation of that name.
class InjectionLabelsTest {
    private static final String TRUE = "sidecar.istio.io/inject: 'true'";
    private static final String FALSE = "sidecar.istio.io/inject: 'false'";
    private static final String LABELLED = labelled(TRUE).replace("{name: cart,", "{name: order,");

    private final Rule missing = new MissingInjectionLabel();
    private final Rule byAnnotation = new InjectionByAnnotation();
    private final Rule contradictory = new ContradictoryInjection();

    @Test
    void whereOthersHaveTheLabelAMissingOneIsAWarning() {
        assertThat(Findings.of(missing, INJECTED, LABELLED, labelled("a: b")))
                .extracting(Finding::severity, Finding::resource, Finding::path)
                .containsExactly(tuple(Severity.WARNING, "cart", "spec.template.metadata.labels"));
    }

    @Test
    void whereNobodyHasTheLabelItIsSaidOnceOfTheNamespace() {
        var two = labelled("a: b").replace("{name: cart,", "{name: order,");

        assertThat(Findings.of(missing, INJECTED, labelled("a: b"), two))
                .extracting(Finding::severity, Finding::kind, Finding::message)
                .containsExactly(tuple(
                        Severity.INFO,
                        "Namespace",
                        "no workload has an explicit sidecar label; the injection of 2 workloads rests on namespaces"
                                + " alone"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels: {sidecar.istio.io/inject: 'false'}|containers: []",
                "annotations: {sidecar.istio.io/inject: 'true'}|containers: []",
                "labels: {}|hostNetwork: true",
                "labels: {}|containers: [{name: istio-proxy, image: proxyv2}]",
                "labels: {}|initContainers: [{name: istio-proxy, image: proxyv2}]"
            })
    void whoSaysSomethingOrGetsNoneMissesNoLabel(String parts) {
        var metadataAndSpec = parts.split("\\|", -1);

        assertThat(Findings.of(missing, INJECTED, LABELLED, deployment(metadataAndSpec[0], metadataAndSpec[1])))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio-injection: disabled", "istio.io/dataplane-mode: ambient", "team: a"})
    void withoutInjectionByTheNamespaceNothingRestsOnIt(String labels) {
        assertThat(Findings.of(missing, namespace(labels), LABELLED, labelled("a: b")))
                .isEmpty();
    }

    @Test
    void theAnnotationIsDeprecatedWhateverItSays() {
        assertThat(Findings.of(byAnnotation, annotated(TRUE))).hasSize(1);
        assertThat(Findings.of(byAnnotation, annotated(FALSE))).hasSize(1);
        assertThat(Findings.of(byAnnotation, labelled(TRUE))).isEmpty();
        assertThat(Findings.of(byAnnotation, annotated("sidecar.istio.io/injects: 'true'")))
                .isEmpty();
    }

    @Test
    void theAnnotationIsFoundWhereTheTemplateHasIt() {
        var cron = """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: night, namespace: shop}
                spec:
                  jobTemplate:
                    spec:
                      template:
                        metadata:
                          annotations:
                            sidecar.istio.io/inject: "false"
                """;

        assertThat(Findings.of(byAnnotation, cron))
                .extracting(Finding::path, Finding::line)
                .containsExactly(tuple("spec.jobTemplate.spec.template.metadata.annotations", 10));
        assertThat(Findings.of(byAnnotation, pod("annotations: {" + TRUE + "}", "")))
                .extracting(Finding::path)
                .containsExactly("metadata.annotations");
    }

    @Test
    void anAnnotationOfTheDeploymentItselfIsNotRead() {
        var outside = labelled("a: b").replace("namespace: shop}", "namespace: shop, annotations: {" + TRUE + "}}");

        assertThat(Findings.of(byAnnotation, outside)).isEmpty();
    }

    @Test
    void oppositesContradictEachOther() {
        assertThat(both("'true'", "'false'"))
                .extracting(Finding::message)
                .containsExactly("the label says \"true\", the annotation \"false\"; the label wins");
        assertThat(both("'false'", "'true'")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'true'", "'True'", "'yes'", "'on'", "true"})
    void theSameInOtherWordsIsNoContradiction(String annotation) {
        assertThat(both("'true'", annotation)).isEmpty();
    }

    @Test
    void oneOfThemAloneIsNoContradiction() {
        assertThat(Findings.of(contradictory, labelled(TRUE))).isEmpty();
        assertThat(Findings.of(contradictory, annotated(FALSE))).isEmpty();
        assertThat(both("{}", "[x]")).isEmpty();
    }

    private List<Finding> both(String label, String annotation) {
        return Findings.of(
                contradictory,
                deployment(
                        "labels: {sidecar.istio.io/inject: %s}, annotations: {sidecar.istio.io/inject: %s}"
                                .formatted(label, annotation),
                        "containers: []"));
    }
}
