package dev.meshwright.cli;

import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.analysis.recheck.LoadedMesh;
import dev.meshwright.analysis.recheck.Setting;
import dev.meshwright.analysis.triage.Triage;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.FileCache;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A check that is repeated while its files change. Only what changed is read again, and only what can see the change
/// is looked at again; all of it where the intent or the mesh's own settings have changed.
final class LoadedCheck {
    private final Terminal terminal;
    private final Input input;
    private final MeshFiles meshFiles;
    private final Check.Options options;
    private final Instant now;
    private final FileCache files = new FileCache();
    private @Nullable LoadedMesh mesh;
    private @Nullable IntentFile intent;
    private @Nullable Surroundings surroundings;

    /// @param now the moment to judge dates by, for as long as this runs
    LoadedCheck(Terminal terminal, Input input, MeshFiles meshFiles, Check.Options options, Instant now) {
        this.terminal = terminal;
        this.input = input;
        this.meshFiles = meshFiles;
        this.options = options;
        this.now = now;
    }

    /// What counts now.
    record Found(int objects, Triage triage) {}

    Found look() {
        var manifests = input.read(terminal, files);
        var intentNow = input.intent();
        var surroundingsNow = meshFiles.read(now);
        var loaded = mesh;
        if (loaded == null || !Objects.equals(intentNow, intent) || !Objects.equals(surroundingsNow, surroundings)) {
            terminal.progress("Checks");
            loaded = new LoadedMesh(
                    manifests,
                    new Setting(
                            intentNow.intent(),
                            intentNow.intent().istioVersion(),
                            surroundingsNow,
                            options,
                            topology -> IntentProblems.of(intentNow, topology)));
            mesh = loaded;
            intent = intentNow;
            surroundings = surroundingsNow;
        } else {
            loaded.change(manifests);
        }
        terminal.clearProgress();
        return new Found(manifests.objects().size(), loaded.triage());
    }
}
