package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of a commit, by their paths from the top of its tree.
record Checkout(Path folder) {
    boolean has(String path) {
        return Files.isRegularFile(folder.resolve(path));
    }

    String text(String path) {
        if (!has(path)) {
            throw new MeshwrightException("the file " + path + " is not in the commit. Nothing was built.");
        }
        try {
            return Files.readString(folder.resolve(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MeshwrightException(path + " is not a text (" + e.getMessage() + "). Nothing was built.", e);
        }
    }

    /// The manifests below these paths. No tool of this machine takes part, for another machine may have another.
    Manifests manifests(List<String> paths) {
        for (var path : paths) {
            if (!Files.exists(folder.resolve(path))) {
                throw new MeshwrightException(path + " is not in the commit. Nothing was built.");
            }
        }
        var read = ManifestInput.plain(paths.stream().map(folder::resolve).toList());
        return new Manifests(
                read.objects().stream()
                        .map(object -> object.moved(this::inTree))
                        .toList(),
                read.problems().stream()
                        .map(problem ->
                                new Problem(problem.level(), inTree(problem.where()), problem.message(), problem.fix()))
                        .toList(),
                read.skippedFiles());
    }

    private Source inTree(Source where) {
        var prefix = folder.toString().replace(File.separatorChar, '/') + "/";
        return where.file().startsWith(prefix)
                ? new Source(where.file().substring(prefix.length()), where.line(), where.column())
                : where;
    }
}
