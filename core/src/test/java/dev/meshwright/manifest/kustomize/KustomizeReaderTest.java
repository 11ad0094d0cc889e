package dev.meshwright.manifest.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizeReaderTest {
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

    private Manifests read(String... names) {
        var paths = List.of(names).stream().map(folder::resolve).toList();
        return KustomizeReader.read(paths, InputStream.nullInputStream(), KustomizeTool.NONE);
    }

    private static List<String> names(Manifests manifests) {
        return manifests.objects().stream().map(Manifest::name).toList();
    }

    private static List<String> messages(Manifests manifests, Problem.Level level) {
        return manifests.problems().stream()
                .filter(problem -> problem.level() == level)
                .map(Problem::message)
                .toList();
    }

    @Test
    void aFolderThatIsNamedIsBuiltAndNothingElseInItIsRead() throws IOException {
        write("base/kustomization.yaml", "resources: [a.yaml]\n");
        write("base/a.yaml", pod("a"));
        write("base/forgotten.yaml", pod("forgotten"));
        write("prod/kustomization.yaml", "resources: [../base, b.yaml]\nnamePrefix: p-\n");
        write("prod/b.yaml", pod("b"));
        assertThat(names(read("prod"))).containsExactly("p-a", "p-b");
        assertThat(names(read("base"))).containsExactly("a");
        assertThat(messages(read("prod"), Problem.Level.INFO))
                .containsExactly("built by Meshwright itself, not by kustomize");
    }

    @Test
    void placesAreThoseOfTheUsersFiles() throws IOException {
        write("base/kustomization.yaml", "resources: [a.yaml]\n");
        write("base/a.yaml", pod("a"));
        write("prod/kustomization.yaml", """
                resources: [../base]
                patches:
                - target: {kind: Pod}
                  patch: |-
                    - op: add
                      path: /metadata/labels
                      value: {x: one}
                """);
        var pod = read("prod").objects().getFirst();
        assertThat(pod.where().file()).endsWith("base/a.yaml");
        assertThat(pod.where("metadata", "labels", "x").file()).endsWith("prod/kustomization.yaml");
        assertThat(pod.where("metadata", "labels", "x").line()).isEqualTo(7);
    }

    @Test
    void belowAFolderTheOneThatNothingBuildsOnIsBuilt() throws IOException {
        write("k8s/base/kustomization.yaml", "resources: [a.yaml]\n");
        write("k8s/base/a.yaml", pod("a"));
        write("k8s/prod/kustomization.yaml", "resources: [../base]\nnameSuffix: -prod\n");
        write("k8s/plain/c.yaml", pod("c"));
        assertThat(names(read("k8s"))).containsExactly("a-prod", "c");
    }

    @Test
    void ofSeveralThatShareABaseTheBaseIsBuiltAndWhatTheyAddIsRead() throws IOException {
        write("k8s/base/kustomization.yaml", "resources: [a.yaml]\nnamePrefix: x-\n");
        write("k8s/base/a.yaml", pod("a"));
        for (var stage : List.of("dev", "prod")) {
            write(
                    "k8s/" + stage + "/kustomization.yaml",
                    "resources: [../base, own.yaml]\nnameSuffix: -" + stage + "\n");
            write("k8s/" + stage + "/own.yaml", pod("own-" + stage));
        }
        var read = read("k8s");
        assertThat(names(read)).containsExactly("x-a", "own-dev", "own-prod");
        assertThat(messages(read, Problem.Level.INFO))
                .anySatisfy(message -> assertThat(message).contains("dev and ", "prod build on the same base"));
    }

    @Test
    void whatIsWrongIsNamedWithItsPlaceAndTheRestIsBuilt() throws IOException {
        write("k/kustomization.yaml", """
                resources: [a.yaml, missing.yaml, "https://example.com/base?ref=v1"]
                replacements: [{source: {}, targets: []}]
                patches:
                - target: {kind: Pod}
                  patch: |-
                    - {op: replace, path: /spec/x, value: 1}
                - path: nowhere.yaml
                - patch: |-
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: nobody}
                configMapGenerator:
                - {name: c, files: [none.txt], literals: [K=v]}
                """);
        write("k/a.yaml", pod("a"));
        var read = read("k");
        assertThat(names(read)).hasSize(2).contains("a");
        assertThat(messages(read, Problem.Level.ERROR))
                .containsExactlyInAnyOrder(
                        "missing.yaml is neither a manifest nor a folder with a kustomization",
                        "the patch nowhere.yaml cannot be read",
                        "none.txt cannot be read");
        assertThat(messages(read, Problem.Level.WARNING)).hasSize(4);
        assertThat(read.problems())
                .filteredOn(problem -> problem.level() != Problem.Level.INFO)
                .allSatisfy(problem -> assertThat(problem.where().line()).isPositive());
    }

    @Test
    void singleFilesFromElsewhereAreNotRead() throws IOException {
        write("secret.txt", "hunter2");
        write("a.yaml", pod("a"));
        write("k/kustomization.yaml", """
                resources: [../a.yaml]
                patches: [{path: ../a.yaml}]
                configMapGenerator: [{name: c, files: [../secret.txt]}]
                """);
        var read = read("k");
        assertThat(read.objects())
                .singleElement()
                .satisfies(object -> assertThat(object.root().at("data")).isEmpty());
        assertThat(messages(read, Problem.Level.ERROR)).hasSize(3);
    }

    @Test
    void kustomizationsThatBuildOnEachOtherEnd() throws IOException {
        write("x/kustomization.yaml", "resources: [../y, x.yaml]\n");
        write("x/x.yaml", pod("x"));
        write("y/kustomization.yaml", "resources: [../x]\n");
        assertThat(names(read("x"))).containsExactly("x");
        assertThat(messages(read("x"), Problem.Level.ERROR)).containsExactly("builds on itself");
        assertThat(read("").objects()).isNotNull();
    }

    @Test
    void aBrokenKustomizationIsAProblemAndItsFilesAreRead() throws IOException {
        write("x/kustomization.yaml", "resources: [\n");
        write("x/x.yaml", pod("x"));
        assertThat(names(read("x"))).containsExactly("x");
        assertThat(messages(read("x"), Problem.Level.ERROR)).hasSize(1);
    }

    @Test
    void valuesOfSecretsAreNotKept() throws IOException {
        write("x/kustomization.yaml", "secretGenerator: [{name: s, literals: [token=hunter2]}]\n");
        assertThat(read("x").objects().getFirst().root().text("data", "token")).contains("");
    }

    @Test
    void whatTheRealToolMakesCountsWithThePlacesOfOurs() throws IOException {
        write("x/kustomization.yaml", "resources: [x.yaml]\n");
        write("x/x.yaml", pod("x"));
        KustomizeTool tool = path -> Optional.of(new KustomizeTool.Built(
                "kustomize build " + path,
                "apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {made: elsewhere}\n  name: x\n",
                ""));
        var read = KustomizeReader.read(List.of(folder.resolve("x")), InputStream.nullInputStream(), tool);
        var pod = read.objects().getFirst();
        assertThat(pod.labels()).containsEntry("made", "elsewhere");
        assertThat(pod.where("metadata", "name").toString()).endsWith("x/x.yaml:3:18");
        assertThat(pod.where("metadata", "labels", "made").file()).endsWith("x/x.yaml");
        assertThat(messages(read, Problem.Level.INFO))
                .singleElement()
                .asString()
                .startsWith("built with `kustomize build");
    }

    @Test
    void whereTheRealToolFailsOurBuildCountsAndItSaysWhy() throws IOException {
        write("x/kustomization.yaml", "resources: [x.yaml]\n");
        write("x/x.yaml", pod("x"));
        KustomizeTool tool = _ -> Optional.of(new KustomizeTool.Built("kustomize build x", "", "Error: no"));
        var read = KustomizeReader.read(List.of(folder.resolve("x")), InputStream.nullInputStream(), tool);
        assertThat(names(read)).containsExactly("x");
        assertThat(messages(read, Problem.Level.WARNING)).containsExactly("`kustomize build x` fails: Error: no");
    }

    @Test
    void aToolIsNotRunWhereItWouldFetchSomething() throws IOException {
        write("x/kustomization.yaml", "resources: [x.yaml, 'github.com/example/base?ref=v1']\n");
        write("x/x.yaml", pod("x"));
        KustomizeTool tool = _ -> {
            throw new AssertionError("it must not be run");
        };
        assertThat(names(KustomizeReader.read(List.of(folder.resolve("x")), InputStream.nullInputStream(), tool)))
                .containsExactly("x");
    }
}
