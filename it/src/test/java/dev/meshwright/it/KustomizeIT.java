package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.meshwright;
import static dev.meshwright.it.Processes.onPath;
import static dev.meshwright.it.Processes.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kubectl builds both stages of a generated folder, and commands read the folder as one of them.
class KustomizeIT {
    private static final String SHOP = CHECKOUT.resolve("examples/shop").toString();

    @TempDir
    private Path folder;

    @BeforeEach
    void generate() throws Exception {
        assumeTrue(onPath("kubectl"), "skipped: kubectl is not there");
        output(meshwright("onboard", SHOP, "-o", folder.toString()));
    }

    @Test
    void theFirstStageRefusesNothing() throws Exception {
        var objects = built(folder);
        assertThat(objects).hasSize(4 * 22 + 2);
        assertThat(modes(objects)).hasSize(22).containsOnly("PERMISSIVE");
        assertThat(dryRuns(objects)).hasSize(22).containsOnly("true");
    }

    @Test
    void theLastStageIsWhatTheFilesHold() throws Exception {
        var objects = built(folder.resolve("enforce"));
        assertThat(objects).hasSize(4 * 22 + 2);
        assertThat(modes(objects)).hasSize(22).containsOnly("STRICT");
        assertThat(dryRuns(objects)).hasSize(22).containsOnly("none");
    }

    @Test
    void aGeneratedFolderIsReadOnceAndInItsLastStage() throws Exception {
        var findings = check();
        assertThat(findings).contains("3 warnings").doesNotContain("error", "critical", "rollout/");
    }

    @Test
    void anotherStageIsReadWhenAskedFor() throws Exception {
        var findings = check("--stage", "observe");
        assertThat(findings).contains("critical", "PERMISSIVE");
    }

    @Test
    void ourOwnBuildIsMappedLikeKubectls() throws Exception {
        for (var kustomization : List.of("shop/prod", "edges/a", "edges/all")) {
            var input = CHECKOUT.resolve("core/src/test/resources/dev/meshwright/manifest/kustomize/" + kustomization)
                    .toString();
            assertThat(output(meshwright("map", input, "--format", "json", "--no-tools")))
                    .isEqualTo(output(meshwright("map", input, "--format", "json")));
        }
    }

    private String check(String... options) throws Exception {
        var command = meshwright("check", SHOP, folder.toString());
        command.addAll(List.of(options));
        return Processes.run(command, folder, Map.of(), "").printed();
    }

    private static List<Manifest> built(Path stage) throws Exception {
        return ManifestReader.parse("built.yaml", output(List.of("kubectl", "kustomize", stage.toString())))
                .objects();
    }

    private static List<String> modes(List<Manifest> objects) {
        return texts(objects, "PeerAuthentication", "spec", "mtls", "mode");
    }

    private static List<String> dryRuns(List<Manifest> objects) {
        return texts(objects, "AuthorizationPolicy", "metadata", "annotations", "istio.io/dry-run");
    }

    private static List<String> texts(List<Manifest> objects, String kind, String... path) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind))
                .map(object -> object.root().text(path).orElse("none"))
                .toList();
    }
}
