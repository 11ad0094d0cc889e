package dev.meshwright.cli;

import dev.meshwright.generate.GeneratedFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// What is written to a folder has to mean the same on every machine. Evidence names files as they were typed, so an
/// absolute input path would end up in it: there it is shortened to the last name of that path.
final class Portable {
    private final List<Path> inputs;

    Portable(List<Path> inputs) {
        this.inputs = inputs.stream()
                .filter(path -> path.isAbsolute() && path.getFileName() != null)
                .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
                .toList();
    }

    GeneratedFile file(GeneratedFile file) {
        var text = file.text();
        for (var input : inputs) {
            text = text.replace(input.normalize().toString(), String.valueOf(input.getFileName()));
        }
        return new GeneratedFile(file.path(), text, file.executable());
    }
}
