package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.ReviewHtml;
import dev.meshwright.analysis.review.ReviewMarkdown;
import dev.meshwright.analysis.review.ReviewText;
import dev.meshwright.analysis.review.Scope;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.YamlWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright review`.
@Command(
        name = "review",
        header = {
            "Answers a security reviewer: who is in the mesh, which rule runs where, what is wrong, what to do next.",
            "Each line is a fact or an inference. Exit code 1: something at or above --fail-on; with --diff, something new.",
            "",
            "Examples:",
            "  meshwright review examples/shop out",
            "  meshwright review examples/shop out --scope workload/payment-service/payment-service",
            "  meshwright review new/k8s --diff old/k8s --format markdown",
            ""
        })
final class Review implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private MapSources sources = new MapSources();

    @Mixin
    private MeshFiles meshFiles = new MeshFiles();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "mesh, ns/NAME or workload/NAMESPACE/NAME (default: ${DEFAULT-VALUE}).",
            defaultValue = "mesh")
    private String scope = "mesh";

    @Option(
            names = "--diff",
            paramLabel = "OLD",
            description = "Files or a folder with the state before: reviews what the change does. May be repeated.")
    private List<Path> old = List.of();

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

    @Option(names = "--all", description = "Shows everything, however long it gets.")
    private boolean all;

    Review(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json,
        yaml,
        markdown,
        html
    }

    @Override
    public Integer call() {
        var part = Scope.parse(scope);
        var before = old.isEmpty() ? null : mesh(input.read(old, terminal));
        var mesh = mesh(input.read(terminal));
        terminal.progress("Reviews");
        var review = dev.meshwright.analysis.review.Review.of(mesh, part, before);
        terminal.clearProgress();
        terminal.print(
                switch (format) {
                    case text -> ReviewText.of(review, all);
                    case json -> Json.write(review);
                    case yaml -> YamlWriter.write(Json.tree(review));
                    case markdown -> ReviewMarkdown.of(review, all);
                    case html -> ReviewHtml.of(review, all);
                });
        return review.isAtLeast(failOn) ? 1 : 0;
    }

    private Mesh mesh(Manifests manifests) {
        var intent = input.intent();
        var topology = sources.map(manifests, terminal);
        return new Mesh(
                IntentProblems.with(manifests, intent, topology),
                topology,
                intent.intent(),
                intent.intent().istioVersion(),
                meshFiles.read(Instant.now()));
    }
}
