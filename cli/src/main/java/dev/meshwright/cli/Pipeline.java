package dev.meshwright.cli;

import dev.meshwright.access.Proof;
import dev.meshwright.access.Prover;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.generate.Generation;
import dev.meshwright.generate.Generator;
import dev.meshwright.generate.Scope;
import dev.meshwright.intent.Entrances;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.rollout.Plan;
import dev.meshwright.rollout.PlanFiles;
import dev.meshwright.rollout.Planner;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps of the whole job on one input, one method each, in the order in which data flows.
final class Pipeline {
    private final Terminal terminal;
    private final Manifests manifests;
    private final Topology topology;
    private final Intent intent;
    private final Path folder;

    /// Maps the calls; what the manifests show of open ports completes the intent.
    ///
    /// @param folder where files go
    Pipeline(Terminal terminal, Manifests input, IntentFile intentFile, Path folder) {
        this.terminal = terminal;
        this.folder = folder;
        terminal.progress("Maps the calls");
        this.topology = TopologyMapper.map(input);
        this.intent = Entrances.of(topology, input, intentFile.intent()).complete(intentFile.intent());
        this.manifests = IntentProblems.with(input, intentFile, topology);
    }

    Topology topology() {
        return topology;
    }

    Intent intent() {
        return intent;
    }

    /// What to generate for.
    ///
    /// @param service the one to add to what the folder holds; null for everything
    Scope scope(@Nullable String service, boolean withAuthorization) {
        if (service == null) {
            return Scope.everything(withAuthorization);
        }
        return Scopes.with(service, generate(Scope.everything(withAuthorization)), folder, withAuthorization);
    }

    Generation generate(Scope scope) {
        terminal.progress("Generates the configuration");
        return Generator.generate(topology, intent, manifests, scope);
    }

    /// The generated objects as the commands that come after would read them; files are named below the folder.
    static Manifests read(Generation generation) {
        return Manifests.concat(generation.files().parallelStream()
                .filter(file -> file.path().endsWith(".yaml") && !file.path().endsWith("kustomization.yaml"))
                .map(file -> ManifestReader.parse(file.path(), file.text()))
                .toList());
    }

    /// The namespaces as the plan labels them, so that what joins the mesh is judged as part of it.
    static Manifests namespaces(List<GeneratedFile> planFiles) {
        return Manifests.concat(planFiles.stream()
                .filter(file -> file.path().endsWith("/namespaces.yaml"))
                .map(file -> ManifestReader.parse(file.path(), file.text()))
                .toList());
    }

    /// The input and what was generated for it.
    Manifests with(Manifests generated) {
        return manifests.and(generated);
    }

    Proof prove(Manifests all) {
        terminal.progress("Proves the policies");
        return Prover.prove(topology, intent, all);
    }

    List<Finding> check(Manifests all) {
        terminal.progress("Checks");
        return Check.run(new Mesh(all, topology, intent, intent.istioVersion()), Check.Options.ALL);
    }

    Plan plan(Scope scope, Generation generation) {
        terminal.progress("Plans the rollout");
        return Planner.plan(topology, generation.decisions(), intent, scope, generation);
    }

    List<GeneratedFile> planFiles(Plan plan, Generation generation, Manifests generated) {
        return PlanFiles.of(plan, topology, generation.folders(), generated, manifests);
    }
}
