package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.tuf.SigningRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `meshwright repository merge`.
@Command(
        name = "merge",
        header = {
            "Brings the signatures of others back to the drafts.",
            "",
            "Examples:",
            "  meshwright repository merge repo from-alice.json from-bob.json",
            ""
        })
final class RepositoryMerge implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "REQUEST", description = "Files that `sign` wrote.")
    private List<Path> files = List.of();

    RepositoryMerge(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        draft.change(terminal, (_, writer) -> {
            for (var file : files) {
                try {
                    writer.merge(SigningRequest.read(Files.readAllBytes(file)));
                } catch (IOException e) {
                    throw new MeshwrightException("cannot read " + file + " (" + e + ").", e);
                }
            }
        });
        return 0;
    }
}
