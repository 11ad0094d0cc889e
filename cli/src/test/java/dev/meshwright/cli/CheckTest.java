package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/// What the user has said about findings, and what is done about them.
class CheckTest {
    private static final String LABEL = "app: cart, sidecar.istio.io/inject: \"true\"";

    @TempDir
    private Path folder;

    private Path k8s = Path.of("");
    private Path all = Path.of("");

    /// The smallest platform, in which one of two workloads lacks the label.
    @BeforeEach
    void write() throws Exception {
        k8s = Typed.small(folder);
        all = k8s.resolve("all.yaml");
        Files.writeString(all, Typed.SMALL.replace(LABEL, "app: cart"));
    }

    @ParameterizedTest
    @EnumSource(names = {"json", "yaml"})
    void aReportOfTodayIsTheBaselineOfTomorrow(Check.Format format) throws Exception {
        assertThat(Typed.command("check", k8s, "--fail-on", "warning").exitCode())
                .isEqualTo(1);
        var baseline = Files.writeString(
                folder.resolve("baseline"),
                Typed.command("check", k8s, "--format", format).out());
        Files.writeString(all, "# moved\n" + Files.readString(all));
        var typed = Typed.command("check", k8s, "--baseline", baseline, "--fail-on", "warning");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).matches("7 objects checked: \\d suppressed \\(baseline\\)\n");
    }

    @Test
    void whatIsGoneIsSaidOnceTheReportIsThrough() throws Exception {
        var baseline = Files.writeString(
                folder.resolve("baseline.json"),
                Typed.command("check", k8s, "--format", "json").out());
        Files.writeString(all, Typed.SMALL);
        var gone = "gone since the baseline: MW5102  shop/cart has no explicit sidecar label";

        assertThat(Typed.command("check", k8s, "--baseline", baseline).out()).contains(gone);
        var json = Typed.command("check", k8s, "--baseline", baseline, "--format", "json");
        assertThat(json.err()).contains(gone, "suppressed (baseline)");
        assertThat(JsonMapper.shared().readTree(json.out()).get("findings")).isEmpty();
        assertThat(Typed.command("check", k8s, "--baseline", baseline, "--skip", "MW5102")
                        .out())
                .doesNotContain("gone");
    }

    @Test
    void aFileThatIsNoBaselineIsOneSentence() throws Exception {
        var empty = Files.writeString(folder.resolve("baseline.json"), "");

        assertThat(Typed.command("check", k8s, "--baseline", empty))
                .returns(2, Typed::exitCode)
                .satisfies(typed -> assertThat(typed.err()).contains("holds no findings"));
        assertThat(Typed.command("check", k8s, "--baseline", folder.resolve("none.json")))
                .returns(2, Typed::exitCode)
                .satisfies(typed -> assertThat(typed.err()).contains("does not exist"));
    }

    @Test
    void fixMakesTheLeastEditAndASecondRunChangesNothing() throws Exception {
        var typed = Typed.command("check", k8s, "--fix");

        assertThat(typed.out()).contains("fixed  ", "all.yaml:35").doesNotContain("warning  MW5102");
        assertThat(Files.readString(all)).isEqualTo(Typed.SMALL);
        assertThat(Typed.command("check", k8s, "--fix").out()).doesNotContain("fixed");
        assertThat(Files.readString(all)).isEqualTo(Typed.SMALL);
    }

    @Test
    void dryRunPrintsTheDiffAndChangesNothing() throws Exception {
        var before = Files.readString(all);
        var typed = Typed.command("check", k8s, "--fix", "--dry-run");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.out().lines())
                .hasSize(11)
                .anyMatch(line -> line.startsWith("-") && line.contains("{labels: {app: cart}}"))
                .anyMatch(line -> line.startsWith("+") && line.contains(LABEL));
        assertThat(Files.readString(all)).isEqualTo(before);
        assertThat(Typed.command("check", k8s, "--dry-run").exitCode()).isEqualTo(2);
    }

    @Test
    void standardInputIsLeftAloneAndSaid() throws Exception {
        var typed = Typed.withInput(Files.readString(all), "check", "-", "--fix");

        assertThat(typed.out()).contains("left alone", "standard input", "warning  MW5102");
        assertThat(typed.exitCode()).isZero();
    }

    @Test
    void filesBesideStandardInputAreFixed() throws Exception {
        var typed =
                Typed.withInput(Typed.SMALL.replace("namespace: shop", "namespace: other"), "check", "-", k8s, "--fix");

        assertThat(typed.out()).contains("fixed  ", "14 objects checked");
        assertThat(Files.readString(all)).isEqualTo(Typed.SMALL);
    }

    @Test
    void whatKustomizeBuildsIsLeftAlone() throws Exception {
        var before = Files.readString(all);
        Files.writeString(k8s.resolve("kustomization.yaml"), "resources: [all.yaml]\nnameSuffix: -blue\n");
        var typed = Typed.command("check", k8s, "--fix", "--no-tools");

        assertThat(typed.out()).contains("left alone", "kustomize");
        assertThat(Files.readString(all)).isEqualTo(before);
    }

    @Test
    void anAcknowledgementTurnsAWarningIntoInformation() throws Exception {
        Files.writeString(k8s.resolve("meshwright.yaml"), """
                acknowledged:
                  - {code: MW5102, resource: shop/cart, reason: leaves next week}
                  - {code: MW1301, reason: a circle}
                """);
        var typed = Typed.command("check", k8s, "--fail-on", "warning");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains("info  MW5102", "acknowledged: leaves next week")
                .contains("acknowledged without effect: MW1301, not found");
        assertThat(Typed.command("check", k8s, "--fix").out()).doesNotContain("fixed");
    }

    @Test
    void whatAnnotationsLeaveOutIsCounted() throws Exception {
        Files.writeString(
                all,
                Files.readString(all)
                        .replace(
                                "kind: Deployment\nmetadata: {name: cart, namespace: shop",
                                "kind: Deployment\nmetadata: {name: cart, namespace: shop, annotations:"
                                        + " {galley.istio.io/analyze-suppress: MW5102}"));

        assertThat(Typed.command("check", k8s).out())
                .contains("1 suppressed (annotation)")
                .doesNotContain("MW5102  ");
    }
}
