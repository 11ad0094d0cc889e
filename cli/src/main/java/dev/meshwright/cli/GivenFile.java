package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/// A file of YAML or JSON that an option names.
final class GivenFile {
    private GivenFile() {}

    /// How messages name it.
    static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }

    /// Its content; empty for an empty file.
    ///
    /// @throws MeshwrightException if it cannot be read
    static Optional<Node> tree(Path file) {
        var problems = new ArrayList<Problem>();
        var tree = ManifestReader.tree(shown(file), text(file), problems);
        var fault = problems.stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .findFirst();
        if (fault.isPresent()) {
            throw new MeshwrightException(fault.get().where() + ": "
                    + fault.get().message() + " " + fault.get().fix());
        }
        return tree;
    }

    private static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MeshwrightException("the file " + file + " does not exist. Nothing was checked.");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MeshwrightException(
                    "the file " + file + " cannot be read (" + e.getMessage() + "). Nothing was checked.", e);
        }
    }
}
