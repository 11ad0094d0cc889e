package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InputTest {
    @TempDir
    private Path folder;

    private Path k8s = Path.of("");

    @BeforeEach
    void write() throws Exception {
        k8s = Typed.small(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "check", "init", "generate -o out", "plan -o out", "onboard -o out"})
    void aPathThatDoesNotExistEndsWithTwo(String command) {
        var line = command.replace("out", folder.resolve("out").toString()) + " " + folder.resolve("missing.yaml");

        refused(Typed.command((Object[]) line.split(" ")), "missing.yaml does not exist");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "check", "generate -o out", "plan -o out", "onboard -o out"})
    void sourceThatIsNoFolderEndsWithTwo(String command) {
        var line = command.replace("out", folder.resolve("out").toString()) + " " + k8s + " --source "
                + folder.resolve("nowhere");

        refused(Typed.command((Object[]) line.split(" ")), "nowhere is not a folder with source code");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void oneMissingPathAmongSeveralEndsWithTwo() {
        refused(Typed.command("check", k8s, folder.resolve("missing")), "missing does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: [", "just words", "{}", "kind: Service"})
    void inputInWhichNothingCanBeReadEndsWithTwo(String text) throws Exception {
        var file = Files.writeString(folder.resolve("nothing.yaml"), text);

        refused(Typed.command("map", file), "");
        refused(Typed.command("check", file), "");
        refused(Typed.withInput(text, "map", "-"), "");
    }

    @Test
    void aFolderWithoutManifestsEndsWithTwo() throws Exception {
        refused(Typed.command("check", Files.createDirectory(folder.resolve("empty"))), "no Kubernetes object");
    }

    @Test
    void aFolderWithNothingButAHelmChartSaysHowToRenderIt() throws Exception {
        var chart = folder.resolve("chart");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("templates/service.yaml"), "kind: {{ .Values.kind }}\n");

        refused(Typed.command("map", chart, "--no-tools"), "helm template");
    }

    @Test
    void aKustomizationIsBuiltAndVerboseSaysByWhom() throws Exception {
        Files.writeString(k8s.resolve("kustomization.yaml"), "resources: [all.yaml]\nnamePrefix: my-\n");

        var typed = Typed.command("map", k8s, "--no-tools", "--verbose");

        assertThat(typed.out()).contains("my-web");
        assertThat(typed.err()).contains("kustomization.yaml: built by Meshwright itself");
    }

    @Test
    void valuesAndReleasesNeedHelm() throws Exception {
        refused(Typed.command("map", k8s, "--no-tools", "--release", "a=" + k8s), "need helm");
        refused(Typed.command("map", k8s, "--no-tools", "--values", k8s.resolve("all.yaml")), "need helm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=b", "a=", "a=missing", "a=.,missing.yaml"})
    void aReleaseThatNamesNoChartEndsWithTwo(String release) {
        refused(Typed.command("map", k8s, "--release", release), "--release " + release);
    }

    @Test
    void aBrokenDocumentAmongManyIsAFindingOfCheck() throws Exception {
        Files.writeString(k8s.resolve("broken.yaml"), "kind: [\n");

        var typed = Typed.command("check", k8s, "--format", "json");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(json(typed).get("findings")).anySatisfy(finding -> {
            assertThat(finding.get("category").asString()).isEqualTo("validity");
            assertThat(finding.get("severity").asString()).isEqualTo("error");
            assertThat(finding.get("file").asString()).endsWith("broken.yaml");
        });
        assertThat(Typed.command("check", k8s, "--skip", "MW0101").exitCode()).isZero();
    }

    @Test
    void aBrokenDocumentAmongManyIsAWarningOfMap() throws Exception {
        Files.writeString(k8s.resolve("broken.yaml"), "kind: [\n");

        var typed = Typed.command("map", k8s, "--format", "json");

        assertThat(typed.exitCode()).isZero();
        assertThat(json(typed).get("warnings"))
                .anySatisfy(
                        warning -> assertThat(warning.get("file").asString()).endsWith("broken.yaml"));
        assertThat(json(typed).get("services")).hasSize(2);
        assertThat(json(typed).get("edges")).hasSize(1);
    }

    @Test
    void aDashReadsStandardInput() {
        var typed = Typed.withInput(Typed.SMALL, "map", "-", "--format", "json");

        assertThat(typed.exitCode()).isZero();
        assertThat(json(typed).at("/edges/0/from").asString()).isEqualTo("shop/web");
        assertThat(json(typed).at("/edges/0/to").asString()).isEqualTo("shop/cart");
    }

    @Test
    void onlyTheNamespaceAskedForIsMapped() throws Exception {
        Files.writeString(k8s.resolve("other.yaml"), Typed.SMALL.replace("shop", "other"));

        assertThat(json(Typed.command("map", k8s, "--format", "json")).get("services"))
                .hasSize(4);
        assertThat(json(Typed.command("map", k8s, "--format", "json", "--namespace", "other"))
                        .get("services"))
                .hasSize(2)
                .allSatisfy(service ->
                        assertThat(service.get("namespace").asString()).isEqualTo("other"));
    }

    @Test
    void whatIsExcludedIsNotMapped() throws Exception {
        Files.writeString(k8s.resolve("other.yaml"), Typed.SMALL.replace("shop", "other"));

        assertThat(json(Typed.command("map", k8s, "--format", "json", "--exclude", "other.*"))
                        .get("services"))
                .hasSize(2)
                .allSatisfy(service ->
                        assertThat(service.get("namespace").asString()).isEqualTo("shop"));
    }

    @Test
    void anIntentFileThatDoesNotExistEndsWithTwo() {
        refused(Typed.command("check", k8s, "--intent", folder.resolve("none.yaml")), "none.yaml does not exist");
    }

    @Test
    void anUnknownIstioVersionEndsWithTwo() {
        refused(Typed.command("check", k8s, "--istio-version", "0.8"), "0.8");
    }

    private static JsonNode json(Typed typed) {
        return JsonMapper.shared().readTree(typed.out());
    }

    private static void refused(Typed typed, String message) {
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .startsWith("meshwright: ")
                .contains(message)
                .hasLineCount(1)
                .doesNotContain("Exception", "\tat ", "should not have happened");
    }
}
