package dev.meshwright.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright generate`.
@Command(
        name = "generate",
        header = {
            "Writes the Istio configuration of every service, each value with its reason.",
            "",
            "Examples:",
            "  meshwright generate examples/shop -o out",
            "  meshwright generate examples/shop -o out --without-authorization",
            "  meshwright generate examples/shop -o out --service payment-service",
            ""
        })
final class Generate implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private MapSources sources = new MapSources();

    @Mixin
    private Output output = new Output();

    @Option(names = "--without-authorization", description = "No AuthorizationPolicies.")
    private boolean withoutAuthorization;

    @Option(names = "--service", paramLabel = "NAME", description = "This service alone, besides those in DIR already.")
    private @Nullable String service;

    Generate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var manifests = input.read(terminal);
        var intent = input.intent();
        var pipeline = new Pipeline(terminal, manifests, sources, intent, output.folder());
        var generation = pipeline.generate(pipeline.scope(service, !withoutAuthorization));
        var outcome = output.write(generation.files(), input.paths());
        terminal.clearProgress();
        terminal.print(GenerationSummary.write(generation, outcome, output.folder()));
        IntentProblems.of(intent, pipeline.topology())
                .forEach(problem -> terminal.error(problem.where() + ": " + problem.message() + " " + problem.fix()));
        return 0;
    }
}
