package dev.meshwright.cli;

import dev.meshwright.trust.tuf.RepositoryWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What commands have in common that change drafts of a repository: its folder, and what is left to do afterwards.
final class RepositoryDraft {
    @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
    @SuppressWarnings("NullAway.Init") // required
    private Path repository;

    @Mixin
    private LifetimeOptions lifetimes = new LifetimeOptions();

    Path repository() {
        return repository;
    }

    LifetimeOptions lifetimes() {
        return lifetimes;
    }

    /// Makes a change, keeps the drafts, and says which signatures they need.
    void change(Terminal terminal, BiConsumer<RepositoryFolder, RepositoryWriter> edit) {
        try (var folder = new RepositoryFolder(repository)) {
            var writer = folder.writer(Instant.now(), lifetimes.read());
            edit.accept(folder, writer);
            keep(terminal, folder, writer);
        }
    }

    static void keep(Terminal terminal, RepositoryFolder folder, RepositoryWriter writer) {
        folder.stage(writer.drafts());
        for (var draft : writer.drafts()) {
            terminal.print("Drafted     %s version %d%n".formatted(draft.role(), draft.version()));
        }
        for (var missing : writer.missing()) {
            terminal.print("Missing     " + missing + "\n");
        }
    }
}
