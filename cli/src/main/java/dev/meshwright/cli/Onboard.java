package dev.meshwright.cli;

import dev.meshwright.analysis.Severity;
import dev.meshwright.cli.report.OnboardReport;
import dev.meshwright.cli.report.Onboarding;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.intent.IntentWriter;
import dev.meshwright.topology.picture.TopologyHtml;
import dev.meshwright.topology.picture.TopologySvg;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright onboard`.
@Command(
        name = "onboard",
        header = {
            "The whole job: maps, generates, authorizes, proves, checks and plans.",
            "",
            "Examples:",
            "  meshwright onboard examples/shop -o out",
            "  meshwright onboard k8s -o out --service payment-service",
            "  kubectl kustomize overlays/prod | meshwright onboard - -o out",
            ""
        })
final class Onboard implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private Output output = new Output();

    @Option(names = "--service", paramLabel = "NAME", description = "This service alone, besides those in DIR already.")
    private @Nullable String service;

    Onboard(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var manifests = input.read(terminal);
        var pipeline = new Pipeline(terminal, manifests, input.intent(), output.folder());
        var scope = pipeline.scope(service, true);
        // Drawn beside the steps to come: none of them needs it.
        var picture = CompletableFuture.supplyAsync(() -> TopologySvg.of(pipeline.topology()));
        var generation = pipeline.generate(scope);
        var generated = Pipeline.read(generation);
        var plan = pipeline.plan(scope, generation);
        var planFiles = pipeline.planFiles(plan, generation, generated);
        var all = pipeline.with(generated.and(Pipeline.namespaces(planFiles)));
        var inScope = new InScope(pipeline.topology(), scope);
        var proof = inScope.proof(pipeline.prove(all));
        var findings = inScope.findings(pipeline.check(all));

        terminal.progress("Writes " + output.folder());
        var onboarding = new Onboarding(
                pipeline.topology(),
                pipeline.intent(),
                generation,
                proof,
                findings,
                plan,
                pipeline.with(generated).objects().size());
        var files = new ArrayList<>(generation.files());
        files.addAll(planFiles);
        files.add(new GeneratedFile("topology.html", TopologyHtml.of(pipeline.topology(), picture.join())));
        files.add(new GeneratedFile("report.html", OnboardReport.of(onboarding, picture.join())));
        if (!input.hasIntentFile()) {
            files.add(new GeneratedFile(Input.INTENT_FILE, IntentWriter.write(pipeline.topology(), pipeline.intent())));
            files.add(new GeneratedFile(IntentFile.SCHEMA_NAME, IntentFile.schema()));
        }
        var outcome = output.write(files, input.paths());
        terminal.clearProgress();
        terminal.print(OnboardSummary.write(onboarding, outcome, output.folder(), input.paths()));
        boolean clean = proof.holds()
                && findings.stream().noneMatch(finding -> finding.severity().isAtLeast(Severity.ERROR));
        return clean ? 0 : 1;
    }
}
