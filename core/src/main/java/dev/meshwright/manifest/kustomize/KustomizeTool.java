package dev.meshwright.manifest.kustomize;

import java.nio.file.Path;
import java.util.Optional;

/// The real kustomize, where it is installed and may be run.
@FunctionalInterface
public interface KustomizeTool {
    /// Where it is not.
    KustomizeTool NONE = _ -> Optional.empty();

    /// What it makes of a folder; empty where it cannot be run.
    Optional<Built> build(Path folder);

    /// What came of a run.
    ///
    /// @param command what was run, as the user would type it
    /// @param output the objects as YAML
    /// @param error what it said when it failed; "" where it did not
    record Built(String command, String output, String error) {}
}
