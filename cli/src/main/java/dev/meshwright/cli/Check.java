package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.report.JsonReport;
import dev.meshwright.analysis.report.SarifReport;
import dev.meshwright.analysis.report.TextReport;
import dev.meshwright.manifest.YamlWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "  meshwright check k8s --format sarif > findings.sarif",
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

    Check(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json,
        yaml,
        sarif
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        var manifests = input.read(terminal);
        var intent = input.intent();
        var surroundings = meshFiles.read(Instant.now());
        terminal.progress("Checks");
        var topology = sources.map(manifests, terminal);
        var mesh = new Mesh(
                IntentProblems.with(manifests, intent, topology),
                topology,
                intent.intent(),
                intent.intent().istioVersion(),
                surroundings);
        var findings = dev.meshwright.analysis.catalog.Check.run(
                mesh, new dev.meshwright.analysis.catalog.Check.Options(Set.copyOf(only), Set.copyOf(skip)));
        terminal.clearProgress();
        var seconds =
                terminal.isTerminal() ? OptionalDouble.of((System.nanoTime() - start) / 1e9) : OptionalDouble.empty();
        terminal.print(report(findings, manifests.objects().size(), seconds));
        return findings.stream().anyMatch(finding -> finding.severity().isAtLeast(failOn)) ? 1 : 0;
    }

    private String report(List<Finding> findings, int objects, OptionalDouble seconds) {
        return switch (format) {
            case text ->
                TextReport.of(
                        findings,
                        new TextReport.Options(terminal.colours(), all, objects, 0, seconds),
                        new SourceLines());
            case json -> JsonReport.of(findings);
            case yaml -> YamlWriter.write(Json.tree(Map.of("findings", findings)));
            case sarif -> SarifReport.of(findings, Version.text());
        };
    }
}
