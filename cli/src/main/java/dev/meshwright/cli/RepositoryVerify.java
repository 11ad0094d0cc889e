package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.agent.FolderFetcher;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.Limits;
import dev.meshwright.trust.tuf.MemoryStore;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright repository verify`.
@Command(
        name = "verify",
        header = {
            "Reads the whole repository as a client does that trusts this root. Exit code 1 if it would refuse.",
            "",
            "Examples:",
            "  meshwright repository verify repo --root repo/metadata/1.root.json",
            ""
        })
final class RepositoryVerify implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
    @SuppressWarnings("NullAway.Init") // required
    private Path repository;

    @Option(names = "--root", required = true, paramLabel = "FILE", description = "The root that clients start from.")
    @SuppressWarnings("NullAway.Init") // required
    private Path root;

    RepositoryVerify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var metadata = new FolderFetcher(repository.resolve("metadata"));
        var targets = new FolderFetcher(repository.resolve("targets"));
        var now = Instant.now();
        var store = new MemoryStore();
        Client.trust(read(root), store);
        var client = new Client(metadata, store, now, Limits.DEFAULT);
        client.refresh();
        var listed = RepositoryWriter.open(metadata, now, Lifetimes.DEFAULT).targets();
        listed.forEach((path, file) -> {
            var found = client.find(path).filter(file::equals);
            client.download(
                    found.orElseThrow(() -> new RefusedException("clients find another target " + path)), targets);
        });
        terminal.print("Verified    %d targets; good until %s%n".formatted(listed.size(), client.expires()));
        return 0;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new MeshwrightException("cannot read " + file + " (" + e + ").", e);
        }
    }
}
