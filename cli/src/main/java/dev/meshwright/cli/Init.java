package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.intent.IntentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright init`.
@Command(
        name = "init",
        header = {
            "Writes meshwright.yaml, the intent file: what was inferred for each service, for you to change.",
            "",
            "Examples:",
            "  meshwright init examples/shop -o my-intent.yaml",
            "  meshwright init k8s                      writes k8s/meshwright.yaml",
            "  kubectl kustomize overlays/prod | meshwright init - -o meshwright.yaml",
            ""
        })
final class Init implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Mixin
    private MapSources sources = new MapSources();

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Where to write (default: meshwright.yaml in the first folder).")
    private @Nullable Path file;

    @Option(names = "--force", description = "Overwrites a file that is there.")
    private boolean force;

    Init(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var topology = sources.map(input.read(terminal), terminal);
        var target = file == null ? inFirstFolder() : file;
        if (Files.exists(target) && !force) {
            throw new MeshwrightException(
                    target + " is there already. Use --force to overwrite it; nothing was changed.");
        }
        write(target, IntentWriter.write(topology, input.intent().intent()));
        terminal.clearProgress();
        terminal.print("Wrote %s: %d services with what was inferred for each. Change what you know better.%n"
                .formatted(target, topology.services().size()));
        return 0;
    }

    private static void write(Path target, String text) {
        try {
            var folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(target.resolveSibling(IntentFile.SCHEMA_NAME), IntentFile.schema());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new MeshwrightException("cannot write " + target + " (" + e.getMessage() + ").", e);
        }
    }

    private Path inFirstFolder() {
        return input.paths().stream()
                .filter(Files::isDirectory)
                .findFirst()
                .map(folder -> folder.resolve(Input.INTENT_FILE))
                .orElse(Path.of(Input.INTENT_FILE));
    }
}
