package dev.meshwright.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanFilesTest {
    @Test
    void namespaceThatJoinsThroughARevisionOrInAmbientModeKeepsItsWay() {
        var input = ManifestReader.parse("namespaces.yaml", """
                apiVersion: v1
                kind: Namespace
                metadata: {name: plain}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: revised, labels: {istio.io/rev: stable}}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: ambient, labels: {istio.io/dataplane-mode: ambient}}
                """);

        assertThat(text(files(input, "plain", "revised", "ambient"), "rollout/1-workers/namespaces.yaml"))
                .contains("name: \"plain\"")
                .doesNotContain("revised", "ambient");
    }

    private static List<GeneratedFile> files(Manifests input, String... namespaces) {
        var restarts = List.of(namespaces).stream()
                .map(namespace -> new Plan.Restart("Deployment", namespace, "app"))
                .toList();
        var phase = new Plan.Phase(
                1, "workers", "Workers", 1, 1, List.of(), List.of(), restarts, List.of(), List.of(), List.of());
        return PlanFiles.of(
                new Plan(List.of(phase), 1, List.of()), TopologyMapper.map(input), Map.of(), Manifests.empty(), input);
    }

    private static String text(List<GeneratedFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .map(GeneratedFile::text)
                .findFirst()
                .orElseThrow();
    }
}
