package dev.meshwright.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A folder that holds the source of manifests rather than manifests: https://helm.sh/docs/topics/charts/
///
/// @param where its `Chart.yaml`
/// @param folder as the user would type it
public record HelmChart(Source where, String name, String folder) {
    static Optional<HelmChart> in(Path folder, String shown) {
        var file = folder.resolve("Chart.yaml");
        if (!Files.isRegularFile(file) || !Files.isDirectory(folder.resolve("templates"))) {
            return Optional.empty();
        }
        var where = Source.ofFile(shown.isEmpty() ? "Chart.yaml" : shown + "/Chart.yaml");
        return SmallFile.text(file)
                .flatMap(text -> DocumentReader.tree(where.file(), text))
                .flatMap(tree -> tree.text("name"))
                .map(name -> new HelmChart(where, name, shown.isEmpty() ? "." : shown));
    }

    /// Whether this entry of a chart's folder is for Helm only; what remains, like `crds`, are manifests.
    static boolean isSource(String fileName) {
        return switch (fileName) {
            case "Chart.yaml", "Chart.lock", "templates", "charts" -> true;
            default -> fileName.startsWith("values") && !fileName.equals("values");
        };
    }

    static int countFiles(Path path) {
        try (var files = Files.walk(path)) {
            return (int) files.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException _) {
            return 1;
        }
    }

    /// That it is not read.
    public Problem problem() {
        return new Problem(
                Problem.Level.INFO,
                where,
                "Helm chart \"" + name + "\"; its templates are not manifests",
                "Run `helm template " + name + " " + folder + "` and give us the result.");
    }
}
