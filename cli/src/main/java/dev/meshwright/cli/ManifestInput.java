package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.FileCache;
import dev.meshwright.manifest.HelmChart;
import dev.meshwright.manifest.HelmOutput;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import dev.meshwright.manifest.kustomize.KustomizeReader;
import dev.meshwright.manifest.kustomize.KustomizeTool;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads manifests with the tools that the user has: kustomizations and charts become the objects that they make.
final class ManifestInput {
    private final List<Manifests> parts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> rendered = new HashSet<>();

    private ManifestInput() {}

    /// Reads files and folders without options and without running anything.
    static Manifests plain(List<Path> paths) {
        return read(paths, InputStream.nullInputStream(), List.of(), List.of(), false, new FileCache());
    }

    /// @param values files for every chart
    /// @param releases instead of one release per chart
    /// @param mayRunTools whether kustomize, kubectl and helm may be run
    /// @param cache what is known of files that were read before
    static Manifests read(
            List<Path> paths,
            InputStream in,
            List<Path> values,
            List<HelmRelease> releases,
            boolean mayRunTools,
            FileCache cache) {
        var input = new ManifestInput();
        var helm = mayRunTools ? ExternalTool.installed("helm") : Optional.<ExternalTool>empty();
        if (helm.isEmpty() && !(values.isEmpty() && releases.isEmpty())) {
            throw new MeshwrightException("--values and --release need helm, which "
                    + (mayRunTools ? "is not on the PATH" : "--no-tools forbids")
                    + ". Install it, or give us what `helm template` prints; nothing was changed.");
        }
        helm.ifPresent(tool -> input.render(tool, releases(paths, values, releases)));
        input.parts.add(
                KustomizeReader.read(paths, in, mayRunTools ? new InstalledKustomize() : KustomizeTool.NONE, cache));
        var read = Manifests.concat(input.parts);
        var all = new ArrayList<>(input.problems);
        read.problems().stream().filter(problem -> !input.isRendered(problem)).forEach(all::add);
        return new Manifests(read.objects(), all, read.skippedFiles());
    }

    private static List<HelmRelease> releases(List<Path> paths, List<Path> values, List<HelmRelease> named) {
        var releases = new ArrayList<HelmRelease>();
        for (var release : named) {
            var files = new ArrayList<>(values);
            files.addAll(release.values());
            releases.add(new HelmRelease(release.name(), release.chart(), files));
        }
        for (HelmChart chart : ManifestReader.charts(paths)) {
            var folder = Path.of(chart.folder());
            if (named.stream().noneMatch(release -> absolute(release.chart()).equals(absolute(folder)))) {
                releases.add(new HelmRelease(chart.name(), folder, values));
            }
        }
        return releases;
    }

    private void render(ExternalTool helm, List<HelmRelease> releases) {
        for (var release : releases) {
            var run = helm.run(release.arguments());
            String command = "helm template " + release.name() + " " + release.chart();
            if (run.error().isEmpty()) {
                parts.add(HelmOutput.read(release.chart(), run.output()));
                rendered.add(absolute(release.chart()));
                problems.add(problem(Problem.Level.INFO, release, "rendered with `" + command + "`", ""));
            } else {
                problems.add(problem(
                        Problem.Level.WARNING,
                        release,
                        "`" + command + "` fails: " + run.error(),
                        "Correct the chart or its values (--values FILE), or give us what helm prints."));
            }
        }
    }

    private static Problem problem(Problem.Level level, HelmRelease release, String message, String fix) {
        return new Problem(
                level,
                Source.ofFile(release.chart().resolve("Chart.yaml").toString().replace('\\', '/')),
                message,
                fix);
    }

    /// Whether this says of a chart that it is not read, and it was.
    private boolean isRendered(Problem problem) {
        return problem.message().startsWith("Helm chart ")
                && rendered.contains(absolute(Path.of(problem.where().file()).resolveSibling("")));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
