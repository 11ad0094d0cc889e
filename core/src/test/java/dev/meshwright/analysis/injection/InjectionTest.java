package dev.meshwright.analysis.injection;

import static dev.meshwright.analysis.injection.Pods.INJECTED;
import static dev.meshwright.analysis.injection.Pods.annotated;
import static dev.meshwright.analysis.injection.Pods.deployment;
import static dev.meshwright.analysis.injection.Pods.labelled;
import static dev.meshwright.analysis.injection.Pods.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InjectionTest {
    private static final String INJECT = "sidecar.istio.io/inject: '%s'";

    @ParameterizedTest
    @CsvSource({
        "istio-injection: enabled, true",
        "istio-injection: disabled, false",
        "istio-injection: other, false",
        "istio.io/rev: canary, true",
        "'istio-injection: disabled, istio.io/rev: canary', false",
        "istio.io/dataplane-mode: ambient, false",
        "team: a, false"
    })
    void withoutAWishTheNamespaceDecides(String labels, boolean injected) {
        assertThat(hasSidecar(namespace(labels), labelled("a: b"))).isEqualTo(injected);
    }

    @ParameterizedTest
    @CsvSource({
        "istio-injection: enabled, false, false",
        "istio-injection: enabled, 'yes', true",
        "istio-injection: enabled, 'On', true",
        "istio-injection: enabled, 'enabled', false",
        "istio-injection: enabled, '', true",
        "istio-injection: disabled, true, false",
        "istio.io/rev: canary, false, false",
        "team: a, true, true",
        "team: a, 'yes', false",
        "team: a, '', false"
    })
    void theLabelRefusesAnywhereAndAsksWhereTheNamespaceDoesNotRefuse(String labels, String wish, boolean injected) {
        assertThat(hasSidecar(namespace(labels), labelled(INJECT.formatted(wish))))
                .isEqualTo(injected);
    }

    @Test
    void aRevisionOnThePodsAsksToo() {
        assertThat(hasSidecar(namespace("team: a"), labelled("istio.io/rev: canary")))
                .isTrue();
        assertThat(hasSidecar(namespace("istio-injection: disabled"), labelled("istio.io/rev: canary")))
                .isFalse();
        assertThat(hasSidecar(namespace("team: a"), labelled("istio.io/rev: canary, " + INJECT.formatted("false"))))
                .isFalse();
    }

    @Test
    void theAnnotationIsReadOnlyWhereTheWebhookIsCalled() {
        assertThat(hasSidecar(INJECTED, annotated(INJECT.formatted("false")))).isFalse();
        assertThat(hasSidecar(INJECTED, annotated(INJECT.formatted("true")))).isTrue();
        assertThat(hasSidecar(namespace("team: a"), annotated(INJECT.formatted("true"))))
                .isFalse();
    }

    @Test
    void theLabelWinsOverTheAnnotation() {
        var both = "labels: {%s}, annotations: {%s}".formatted(INJECT.formatted("true"), INJECT.formatted("false"));

        assertThat(hasSidecar(INJECTED, deployment(both, "containers: [{name: c}]")))
                .isTrue();
    }

    @Test
    void podsOnTheHostsNetworkGetNoneUnlessItStandsThere() {
        assertThat(hasSidecar(INJECTED, deployment("", "hostNetwork: true"))).isFalse();
        assertThat(hasSidecar(
                        namespace("team: a"),
                        deployment("", "hostNetwork: true, containers: [{name: istio-proxy, image: auto}]")))
                .isTrue();
    }

    @Test
    void withoutTheNamespacesObjectOnlyThePodsTell() {
        assertThat(hasSidecar("", labelled(INJECT.formatted("true")))).isTrue();
        assertThat(hasSidecar("", labelled("a: b"))).isFalse();
    }

    @Test
    void wrongTypesSayNothing() {
        assertThat(hasSidecar(INJECTED, deployment("labels: [a], annotations: 7", "containers: {a: b}")))
                .isTrue();
        assertThat(hasSidecar(INJECTED.replace("{istio-injection: enabled}", "[istio-injection]"), labelled("a: b")))
                .isFalse();
    }

    private static boolean hasSidecar(String namespace, String workload) {
        var manifests = ManifestReader.parse("mesh.yaml", namespace + "---\n" + workload);
        var mesh = Mesh.of(manifests, Intent.defaults(), Intent.NEWEST_ISTIO);
        return Injection.hasSidecar(mesh, mesh.workloads().getFirst());
    }
}
