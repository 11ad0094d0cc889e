package dev.meshwright.analysis.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// What is let out, and how it is secured there.
class OutsideTest {
    private static String meshConfig(String text) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                    %s
                """.formatted(text);
    }

    private static String sidecar(String namespace, String mode) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default, namespace: %s}
                spec: {outboundTrafficPolicy: {mode: %s}}
                """.formatted(namespace, mode);
    }

    @Test
    void withoutTheMeshConfigNothingIsKnownOfEgress() {
        assertThat(Findings.of(new EgressOpen(), sidecar("shop", "ALLOW_ANY"))).isEmpty();
    }

    @Test
    void theDefaultIsOpen() {
        assertThat(Findings.of(new EgressOpen(), meshConfig("enableTracing: true")))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void settingsOfAFileOfTheirOwnAreNamedThere() {
        var config = ManifestReader.tree("mesh.yaml", "enableTracing: true", new ArrayList<>())
                .orElseThrow();
        var manifests = ManifestReader.parse("k8s.yaml", sidecar("shop", "ALLOW_ANY"));
        var mesh = new Mesh(
                manifests,
                TopologyMapper.map(manifests),
                Intent.defaults(),
                Intent.NEWEST_ISTIO,
                new Surroundings(config, null, null));

        assertThat(new EgressOpen().check(mesh))
                .extracting(Finding::kind, Finding::file)
                .containsExactly(tuple("MeshConfig", "mesh.yaml"));
    }

    @Test
    void aSidecarOfTheRootNamespaceClosesTheMesh() {
        assertThat(Findings.of(
                        new EgressOpen(), meshConfig("enableTracing: true"), sidecar("istio-system", "REGISTRY_ONLY")))
                .isEmpty();
    }

    @Test
    void aSidecarThatReopensIsAWarning() {
        var closed = meshConfig("outboundTrafficPolicy: {mode: REGISTRY_ONLY}");

        assertThat(Findings.of(new EgressOpen(), closed, sidecar("shop", "ALLOW_ANY")))
                .extracting(Finding::kind, Finding::severity)
                .containsExactly(tuple("Sidecar", Severity.WARNING));
        assertThat(Findings.of(new EgressOpen(), closed, sidecar("shop", "REGISTRY_ONLY")))
                .isEmpty();
    }

    @Test
    void anIngressListenerOfASidecarMayTakeOldVersionsToo() {
        var sidecar = """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: cart, namespace: shop}
                spec:
                  ingress:
                    - port: {number: 443, protocol: HTTPS, name: https}
                      tls: {mode: SIMPLE, minProtocolVersion: TLSV1_1}
                """;

        assertThat(Findings.of(new OldTlsVersion(), sidecar)).hasSize(1);
        assertThat(Findings.of(new OldTlsVersion(), sidecar.replace("TLSV1_1", "TLS_AUTO")))
                .isEmpty();
    }
}
