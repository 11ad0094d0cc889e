package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A chart with the values that it is installed with.
///
/// @param chart its folder
/// @param values files, the later wins
record HelmRelease(String name, Path chart, List<Path> values) {
    HelmRelease {
        values = List.copyOf(values);
    }

    /// Reads `NAME=CHART[,VALUES...]`.
    static HelmRelease parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new MeshwrightException("--release " + text
                    + " names no release. Write NAME=CHART or NAME=CHART,VALUES: a name, a chart's folder, files.");
        }
        var paths = Arrays.stream(text.substring(equals + 1).split(",", -1))
                .map(Path::of)
                .toList();
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new MeshwrightException(
                        path + ", which --release " + text + " names, does not exist. Nothing was changed.");
            }
        }
        return new HelmRelease(text.substring(0, equals), paths.getFirst(), paths.subList(1, paths.size()));
    }

    /// What `helm` is called with. Its `crds` folder is read as it is.
    List<String> arguments() {
        var arguments = new ArrayList<>(List.of("template", name, chart.toString(), "--skip-tests"));
        for (var file : values) {
            arguments.add("--values");
            arguments.add(file.toString());
        }
        return arguments;
    }
}
