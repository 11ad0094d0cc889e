package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.cli.bundle.BundleBuild;
import dev.meshwright.cli.bundle.GitRevision;
import dev.meshwright.cli.bundle.Suspect;
import dev.meshwright.generate.Stage;
import dev.meshwright.generate.Stages;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.Workload;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.Provenance;
import dev.meshwright.trust.tuf.Hashes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle build`.
@Command(
        name = "build",
        header = {
            "Builds the bundle of each workload from one Git commit; the same commit gives the same bytes anywhere.",
            "",
            "Examples:",
            "  meshwright bundle build k8s out -o bundles --trust-bundle ca/root.pem",
            "  meshwright bundle build k8s out -o bundles --class shop/cart --revision v1.4",
            "  meshwright bundle build k8s -o bundles --allow \"k8s/filter.yaml:12=Envoy fills this in itself\"",
            ""
        })
final class BundleBuildCommand implements Callable<Integer> {
    private static final int SHORT_DIGEST = 12;

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders (recursive) of a Git repository.")
    private List<Path> paths = List.of();

    @Option(names = "-o", paramLabel = "DIR", required = true, description = "The folder to write to.")
    private Path folder = Path.of("bundles");

    @Option(
            names = "--class",
            paramLabel = "NS/WORKLOAD",
            description = "Builds this one alone; may be repeated (default: each workload).")
    private List<String> classes = List.of();

    @Option(
            names = "--revision",
            paramLabel = "COMMIT",
            description = "A commit, branch or tag (default: ${DEFAULT-VALUE}).",
            defaultValue = "HEAD")
    private String revision = "HEAD";

    @Option(
            names = "--trust-bundle",
            paramLabel = "FILE",
            description = "Root certificates in PEM; else those of the ConfigMap istio-ca-root-cert.")
    private @Nullable Path trustBundle;

    @Option(
            names = "--intent",
            paramLabel = "FILE",
            description = "The intent file; else meshwright.yaml at the top of a folder given.")
    private @Nullable Path intent;

    @Option(
            names = "--allow",
            paramLabel = "PLACE=REASON",
            description = "Lets pass what is refused at this file:line; the reason is recorded and signed.")
    private List<String> allowed = List.of();

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleBuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var git = GitRevision.of(paths.getFirst(), revision);
                var scratch = new ScratchFolder()) {
            var relative = paths.stream().map(git::relative).toList();
            git.extract(wanted(git, relative), scratch.path());
            return build(git, relative, new Checkout(scratch.path()));
        }
    }

    private List<String> wanted(GitRevision git, List<String> relative) {
        var wanted = new ArrayList<>(relative);
        if (trustBundle != null) {
            wanted.add(git.relative(trustBundle));
        }
        if (intent != null) {
            wanted.add(git.relative(intent));
        }
        return wanted;
    }

    private int build(GitRevision git, List<String> relative, Checkout checkout) {
        terminal.progress("Reads the manifests");
        var intentText = intentText(git, relative, checkout);
        var manifests = readable(checkout.manifests(relative));
        var intentFile = intentText.isEmpty()
                ? Intent.defaults()
                : IntentFile.read(Input.INTENT_FILE, intentText).intent();
        var mesh = new Mesh(manifests, TopologyMapper.map(manifests), intentFile, intentFile.istioVersion());
        var pem = trustBundle == null ? null : git.relative(trustBundle);
        var build = new BundleBuild(mesh, pem == null ? null : new BundleBuild.Pem(pem, checkout.text(pem)));
        terminal.progress("Builds");
        var bundles = workloads(mesh).stream().map(build::build).toList();
        terminal.clearProgress();
        var reasons = reasons();
        var refused = build.suspects().stream()
                .filter(suspect -> !reasons.containsKey(suspect.place()))
                .toList();
        requireUsed(reasons, build.suspects());
        build.hints().forEach(hint -> terminal.error(hint.place() + ": " + hint.what() + ": is it a credential?"));
        if (!refused.isEmpty()) {
            terminal.print(report(refused));
            return 1;
        }
        var provenance = new Provenance(
                git.id(),
                relative,
                "meshwright " + Version.text(),
                Hashes.sha256(intentText.getBytes(StandardCharsets.UTF_8)),
                build.suspects().stream()
                        .map(suspect -> new Provenance.Allowance(
                                suspect.place(), suspect.what(), reasons.getOrDefault(suspect.place(), "")))
                        .toList());
        bundles.forEach(bundle -> write(bundle, provenance));
        terminal.print(summary(git, bundles));
        return 0;
    }

    private String intentText(GitRevision git, List<String> relative, Checkout checkout) {
        if (intent != null) {
            return checkout.text(git.relative(intent));
        }
        return relative.stream()
                .map(path -> path.isEmpty() ? Input.INTENT_FILE : path + "/" + Input.INTENT_FILE)
                .filter(checkout::has)
                .findFirst()
                .map(checkout::text)
                .orElse("");
    }

    private static Manifests readable(Manifests manifests) {
        manifests.problems().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .findFirst()
                .ifPresent(problem -> {
                    throw new MeshwrightException(problem.where() + ": " + problem.message() + " " + problem.fix()
                            + " A bundle is built from manifests that can all be read; nothing was built.");
                });
        return Stages.at(Stage.ENFORCE, Input.notEmpty(manifests));
    }

    private List<Workload> workloads(Mesh mesh) {
        if (classes.isEmpty()) {
            var all = mesh.workloads().stream()
                    .filter(one -> !isControlPlane(one))
                    .toList();
            all.forEach(workload -> only(mesh, workload.id()));
            return all;
        }
        return classes.stream().map(id -> only(mesh, id)).toList();
    }

    private static boolean isControlPlane(Workload workload) {
        return Mesh.isControlPlane(workload.manifest());
    }

    private static Workload only(Mesh mesh, String id) {
        var found = mesh.workloads().stream()
                .filter(workload -> workload.id().equals(id))
                .toList();
        if (found.size() != 1) {
            throw new MeshwrightException(
                    found.isEmpty()
                            ? "there is no workload " + id + " among the manifests. Nothing was built."
                            : "there are " + found.size() + " workloads " + id + " ("
                                    + found.get(0).where() + ", " + found.get(1).where()
                                    + "). Give them different names; nothing was built.");
        }
        return found.getFirst();
    }

    private Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        for (var text : allowed) {
            int equals = text.indexOf('=');
            if (equals < 1 || text.substring(equals + 1).isBlank()) {
                throw new MeshwrightException(
                        "--allow \"" + text + "\" has no reason. Write FILE:LINE=REASON; nothing was built.");
            }
            reasons.put(text.substring(0, equals), text.substring(equals + 1).strip());
        }
        return reasons;
    }

    private static void requireUsed(Map<String, String> reasons, List<Suspect> suspects) {
        for (var place : reasons.keySet()) {
            if (suspects.stream().noneMatch(suspect -> suspect.place().equals(place))) {
                throw new MeshwrightException(
                        "--allow \"" + place + "\" allows nothing: nothing is refused there. Nothing was built.");
            }
        }
    }

    private static String report(List<Suspect> refused) {
        var text = new StringBuilder();
        refused.forEach(suspect -> text.append(suspect.where())
                .append("  refused: ")
                .append(Visible.text(suspect.what()))
                .append('\n'));
        return text + "\n" + refused.size() + " refused, nothing was built. Take them out"
                + " (what is secret, and what differs between environments, comes to a pod another way),"
                + " or allow one with --allow \"" + refused.getFirst().place() + "=REASON\".\n";
    }

    private void write(Bundle bundle, Provenance provenance) {
        var file = BundleFile.in(folder, bundle.workloadClass());
        file.writeBundle(bundle);
        file.writeStatement(provenance.statement(bundle));
    }

    private String summary(GitRevision git, List<Bundle> bundles) {
        var text = new StringBuilder();
        for (var bundle : bundles) {
            text.append("%s  %s  %d objects, %d destinations%n"
                    .formatted(
                            bundle.digest().substring(0, SHORT_DIGEST),
                            bundle.workloadClass(),
                            bundle.objects().size(),
                            bundle.policy().destinations().size()));
        }
        return text + "\n" + bundles.size() + (bundles.size() == 1 ? " bundle" : " bundles") + " of commit "
                + git.id().substring(0, SHORT_DIGEST) + " in "
                + GivenFile.shown(folder) + "\nNext        meshwright bundle sign " + GivenFile.shown(folder)
                + "/*.statement.json --key KEY\n";
    }
}
