package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright repository request`.
@Command(
        name = "request",
        header = {
            "Writes what others have to sign into one file, for their machines.",
            "",
            "Examples:",
            "  meshwright repository request repo -o request.json",
            ""
        })
final class RepositoryRequest implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    RepositoryRequest(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var folder = new RepositoryFolder(draft.repository())) {
            var request = folder.writer(Instant.now(), draft.lifetimes().read()).request();
            if (request.items().isEmpty()) {
                throw new MeshwrightException("there is no draft to sign. Nothing was written.");
            }
            DurableFile.write(output, request.bytes());
            terminal.print(RequestText.write(request));
        } catch (IOException e) {
            throw new MeshwrightException("cannot write " + output + " (" + e + ").", e);
        }
        return 0;
    }
}
