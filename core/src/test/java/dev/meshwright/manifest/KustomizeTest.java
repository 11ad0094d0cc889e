package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizeTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String pod(String name) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "}\n";
    }

    private Manifests read() {
        return ManifestReader.read(List.of(folder));
    }

    private List<String> files() {
        return read().objects().stream()
                .map(object -> object.where().file().substring(folder.toString().length() + 1))
                .toList();
    }

    @BeforeEach
    void aBase() throws IOException {
        write("base/kustomization.yaml", "resources: [a.yaml]\n");
        write("base/a.yaml", pod("a"));
    }

    @Test
    void whatAKustomizationNamesAsItsToolsIsNoObject() throws IOException {
        write("prod/kustomization.yml", """
                resources: [../base]
                patches:
                - path: p1.yaml
                - patch: |-
                    apiVersion: v1
                patchesStrategicMerge: [p2.yaml, "kind: X\\nfoo: bar"]
                patchesJson6902: [{path: sub/p3.json, target: {}}]
                configMapGenerator: [{name: c, files: [k=c.yaml], envs: [c.env]}]
                secretGenerator: [{name: s, files: [s.yaml]}]
                generators: [g.yaml]
                transformers: [t.yaml]
                components: [../component]
                """);
        for (var name : List.of("p1.yaml", "p2.yaml", "sub/p3.json", "c.yaml", "s.yaml", "g.yaml", "t.yaml")) {
            write("prod/" + name, pod("tool"));
        }
        write("component/Kustomization", "kind: Component\npatches: [{path: p4.yaml}]\n");
        write("component/p4.yaml", pod("tool"));
        assertThat(files()).containsExactly("base/a.yaml");
        assertThat(read().problems()).isEmpty();
        assertThat(read().skippedFiles()).isEqualTo(11);
    }

    @Test
    void anObjectOfTheBaseThatOverlaysRepeatIsCountedOnce() throws IOException {
        write("overlays/prod/kustomization.yaml", "resources: [../../base, more.yaml]\n");
        write("overlays/prod/more.yaml", pod("a") + "---\n" + pod("only-prod"));
        write("overlays/test/kustomization.yaml", "bases: [../prod]\n");
        write("overlays/test/deep/a.yaml", pod("a"));
        assertThat(files()).containsExactly("base/a.yaml", "overlays/prod/more.yaml");
        assertThat(read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.INFO);
            assertThat(problem.message()).contains("2 objects", "overlays/prod", "overlays/test");
        });
    }

    @Test
    void aDuplicateOutsideKustomizeStays() throws IOException {
        write("other/a.yaml", pod("a"));
        assertThat(files()).containsExactly("base/a.yaml", "other/a.yaml");
    }

    @Test
    void kustomizationsThatNameEachOtherDoNotLoop() throws IOException {
        write("x/kustomization.yaml", "resources: [../y]\n");
        write("y/kustomization.yaml", "resources: [../x]\n");
        write("x/x.yaml", pod("x"));
        write("y/x.yaml", pod("x"));
        assertThat(files()).contains("base/a.yaml").hasSizeBetween(2, 3);
    }

    @Test
    void aBrokenKustomizationIsLeftAlone() throws IOException {
        write("x/kustomization.yaml", "resources: [\n");
        write("x/x.yaml", pod("x"));
        assertThat(files()).containsExactly("base/a.yaml", "x/x.yaml");
    }

    @Test
    void aGivenKustomizationFileIsNamedAsSuch() {
        var manifests = ManifestReader.read(List.of(folder.resolve("base/kustomization.yaml")));
        assertThat(manifests.problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("a kustomization, not an object");
    }
}
