package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.deployment;
import static dev.meshwright.topology.Mapped.edges;
import static dev.meshwright.topology.Mapped.map;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnnotationDetectorTest {
    private static Topology annotated(String annotation) {
        return map(SERVICES
                + deployment("caller", "image: x")
                        .replace("metadata: {labels", "metadata: {annotations: {" + annotation + "}, labels"));
    }

    @Test
    void theAddressOfAHelperIsACall() {
        assertThat(edges(annotated("sidecar.opentelemetry.io/exporter-endpoint: 'http://orders:8080'")))
                .containsExactly("orders:8080");
    }

    @Test
    void whatKubectlNotesIsNone() {
        assertThat(edges(annotated(
                        "kubectl.kubernetes.io/last-applied-configuration: '{\"url\":\"http://orders:8080\"}'")))
                .isEmpty();
    }

    @Test
    void aHostOutsideInAnAnnotationIsNoExternalCall() {
        assertThat(annotated("docs: 'https://docs.example.com'").external()).isEmpty();
    }
}
