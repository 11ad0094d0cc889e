package dev.meshwright.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `meshwright plan`.
@Command(
        name = "plan",
        header = {
            "Writes the way into the mesh: phases with scripts, smoke tests and the way back.",
            "",
            "Examples:",
            "  meshwright plan examples/shop -o out",
            "  less out/rollout/plan.md",
            "  out/rollout/1-workers.sh --help",
            ""
        })
final class Plan implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private Output output = new Output();

    Plan(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var manifests = input.read(terminal);
        var pipeline = new Pipeline(terminal, manifests, input.intent(), output.folder());
        var scope = pipeline.scope(null, true);
        var generation = pipeline.generate(scope);
        var plan = pipeline.plan(scope, generation);
        var files = new ArrayList<>(generation.files());
        files.addAll(pipeline.planFiles(plan, generation, Pipeline.read(generation)));
        var outcome = output.write(files, input.paths());
        terminal.clearProgress();
        terminal.print(PlanSummary.write(plan, outcome, output.folder()));
        return 0;
    }
}
