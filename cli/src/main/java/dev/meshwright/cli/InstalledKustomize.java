package dev.meshwright.cli;

import dev.meshwright.manifest.kustomize.KustomizeTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `kustomize`, or the one in `kubectl`.
final class InstalledKustomize implements KustomizeTool {
    @Override
    public Optional<Built> build(Path folder) {
        return ExternalTool.installed("kustomize")
                .map(tool -> built(tool, "build", folder))
                .or(() -> ExternalTool.installed("kubectl").map(tool -> built(tool, "kustomize", folder)));
    }

    private static Built built(ExternalTool tool, String command, Path folder) {
        var run = tool.run(List.of(command, folder.toString()));
        return new Built(tool.name() + " " + command + " " + folder, run.output(), run.error());
    }
}
