package dev.meshwright.cli;

import dev.meshwright.generate.GeneratedFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// What every command that writes a folder takes.
final class Output {
    @Option(names = "-o", paramLabel = "DIR", required = true, description = "The folder to write to.")
    private Path folder = Path.of("out");

    @Option(names = "--force", description = "Overwrites files that a person changed since they were generated.")
    private boolean force;

    Path folder() {
        return folder;
    }

    /// Writes the files that no person has touched.
    ///
    /// @param inputs the paths that were read, as they were typed
    OutputFolder.Outcome write(List<GeneratedFile> files, List<Path> inputs) {
        var portable = new Portable(inputs);
        return new OutputFolder(folder).write(files.stream().map(portable::file).toList(), force);
    }
}
