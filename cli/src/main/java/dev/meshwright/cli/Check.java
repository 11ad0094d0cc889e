package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.catalog.RuleCatalog;
import dev.meshwright.analysis.report.GithubReport;
import dev.meshwright.analysis.report.HtmlReport;
import dev.meshwright.analysis.report.JsonReport;
import dev.meshwright.analysis.report.JunitReport;
import dev.meshwright.analysis.report.MarkdownReport;
import dev.meshwright.analysis.report.SarifReport;
import dev.meshwright.analysis.report.TextReport;
import dev.meshwright.analysis.triage.Baseline;
import dev.meshwright.analysis.triage.Triage;
import dev.meshwright.manifest.YamlWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright check`.
@Command(
        name = "check",
        header = {
            "Finds what is wrong with manifests, and says what to do about it.",
            "",
            "Examples:",
            "  meshwright check examples/shop",
            "  meshwright check examples/shop out --fail-on warning",
            "  meshwright check k8s --fix --dry-run",
            ""
        })
final class Check implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private MapSources sources = new MapSources();

    @Mixin
    private MeshFiles meshFiles = new MeshFiles();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            description = "Exit with 1 at this severity or worse: critical, error, warning, info (default: error).",
            defaultValue = "error")
    private Severity failOn = Severity.ERROR;

    @Option(names = "--only", paramLabel = "CODE", split = ",", description = "Looks for these alone.")
    private List<String> only = List.of();

    @Option(names = "--skip", paramLabel = "CODE", split = ",", description = "Leaves these out.")
    private List<String> skip = List.of();

    @Option(names = "--all", description = "Shows each finding, however many there are.")
    private boolean all;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings of an earlier `--format json`: they do not count, new ones do.")
    private @Nullable Path baselineFile;

    @Option(names = "--fix", description = "Edits the files: what is fixable is fixed, comments and order stay.")
    private boolean fix;

    @Option(names = "--dry-run", description = "With --fix: prints the changes as a unified diff and makes none.")
    private boolean dryRun;

    @Option(
            names = "--watch",
            description = "Goes on, and says what is new and what is gone whenever a file changes. Ctrl-C ends it.")
    private boolean watch;

    Check(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json,
        yaml,
        sarif,
        junit,
        html,
        github,
        markdown
    }

    /// What one look at the input found.
    ///
    /// @param counting findings that no baseline has
    /// @param notes what the user has said about findings that are not there any more
    private record Look(int objects, List<Finding> counting, int known, int suppressed, List<String> notes) {}

    @Override
    public Integer call() {
        long start = System.nanoTime();
        if (dryRun && !fix) {
            throw new MeshwrightException("--dry-run goes with --fix. Nothing was checked.");
        }
        var baseline = baselineFile == null ? Optional.<Baseline>empty() : Optional.of(baseline(baselineFile));
        if (watch) {
            return watch(baseline);
        }
        var look = look(baseline);
        if (fix) {
            var fixes = Fixes.of(look.counting());
            if (dryRun) {
                fixes.left().forEach(terminal::error);
                terminal.print(fixes.diff());
                return exitCode(look);
            }
            fixes.write();
            fixes.done().forEach(this::note);
            fixes.left().forEach(this::note);
            look = fixes.done().isEmpty() ? look : look(baseline);
        }
        var seconds =
                terminal.isTerminal() ? OptionalDouble.of((System.nanoTime() - start) / 1e9) : OptionalDouble.empty();
        terminal.print(report(look, seconds));
        if (format != Format.text && look.known() > 0) {
            note(look.known() + " suppressed (baseline)");
        }
        look.notes().forEach(this::note);
        return exitCode(look);
    }

    private Look look(Optional<Baseline> baseline) {
        var manifests = input.read(terminal);
        var intent = input.intent();
        var surroundings = meshFiles.read(Instant.now());
        var ofObjects = dev.meshwright.analysis.catalog.Check.start(
                manifests, intent.intent().istioVersion(), options());
        terminal.progress("Checks");
        var topology = sources.map(manifests, terminal);
        var mesh = new Mesh(
                IntentProblems.with(manifests, intent, topology),
                topology,
                intent.intent(),
                intent.intent().istioVersion(),
                surroundings);
        var triage = dev.meshwright.analysis.catalog.Check.triage(mesh, options(), ofObjects);
        terminal.clearProgress();
        return look(manifests.objects().size(), triage, baseline);
    }

    private Look look(int objects, Triage triage, Optional<Baseline> baseline) {
        var compared = baseline.map(one -> one.compare(triage.findings()))
                .orElse(new Baseline.Comparison(triage.findings(), 0, List.of()));
        return new Look(
                objects, compared.fresh(), compared.known(), triage.suppressed().size(), notes(compared, triage));
    }

    private int watch(Optional<Baseline> baseline) {
        if (fix || format != Format.text || sources.areGiven() || input.readsStandardInput()) {
            throw new MeshwrightException("--watch goes with files and folders and prints text: without --fix,"
                    + " --format, --source, --observed and standard input. Nothing was checked.");
        }
        var loaded = new LoadedCheck(terminal, input, meshFiles, options(), Instant.now());
        var files = new ArrayList<>(input.paths());
        input.intentFile().ifPresent(files::add);
        files.addAll(meshFiles.files());
        return new Watch(terminal, files, () -> {
                    var found = loaded.look();
                    var look = look(found.objects(), found.triage(), baseline);
                    return new Watch.Look(
                            look.objects(), look.counting(), report(look, OptionalDouble.empty()), exitCode(look));
                })
                .run();
    }

    private List<String> notes(Baseline.Comparison compared, Triage triage) {
        var notes = new ArrayList<String>();
        for (var fault : compared.gone()) {
            if (options().allow(fault.code())) {
                notes.add("gone since the baseline: " + fault.code() + "  " + fault.message());
            }
        }
        for (var one : triage.idle()) {
            if (options().allow(one.code())) {
                notes.add("acknowledged without effect: " + one.code()
                        + (one.resource() == null ? "" : " of " + one.resource())
                        + (one.until() == null ? ", not found" : ", not found or ended after " + one.until()));
            }
        }
        return notes;
    }

    private static Baseline baseline(Path file) {
        return GivenFile.tree(file)
                .flatMap(Baseline::of)
                .orElseThrow(() -> new MeshwrightException(GivenFile.shown(file)
                        + " holds no findings. Write them with `meshwright check PATH --format json > "
                        + GivenFile.shown(file) + "`."));
    }

    private dev.meshwright.analysis.catalog.Check.Options options() {
        return new dev.meshwright.analysis.catalog.Check.Options(Set.copyOf(only), Set.copyOf(skip));
    }

    private int exitCode(Look look) {
        return look.counting().stream().anyMatch(finding -> finding.severity().isAtLeast(failOn)) ? 1 : 0;
    }

    /// For people: beside a report that a program reads, on standard error.
    private void note(String line) {
        if (format == Format.text) {
            terminal.print(line + "\n");
        } else {
            terminal.error(line);
        }
    }

    private String report(Look look, OptionalDouble seconds) {
        var findings = look.counting();
        return switch (format) {
            case text ->
                TextReport.of(
                        findings,
                        new TextReport.Options(
                                terminal.colours(), all, look.objects(), look.known(), look.suppressed(), seconds),
                        new SourceLines());
            case json -> JsonReport.of(findings);
            case yaml -> YamlWriter.write(Json.tree(Map.of("findings", findings)));
            case sarif -> SarifReport.of(findings, Version.text());
            case junit ->
                JunitReport.of(
                        findings,
                        RuleCatalog.all().stream()
                                .map(Rule::info)
                                .filter(rule -> options().allow(rule.code()))
                                .toList());
            case html -> HtmlReport.of(findings, look.objects());
            case github -> GithubReport.of(findings);
            case markdown -> MarkdownReport.of(findings);
        };
    }
}
