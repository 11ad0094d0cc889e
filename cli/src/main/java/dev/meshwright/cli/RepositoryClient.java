package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.agent.HttpFetcher;
import dev.meshwright.trust.DurableFile;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.FolderStore;
import dev.meshwright.trust.tuf.Limits;
import dev.meshwright.trust.tuf.Names;
import dev.meshwright.trust.tuf.TargetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `meshwright repository client`: a TUF client over http and https. Its exit code is 0, or 1 for whatever went wrong,
/// as test suites for such clients want it.
@Command(
        name = "client",
        exitCodeOnInvalidInput = 1,
        header = {
            "Fetches and verifies what a repository of signed configuration holds.",
            "",
            "Examples:",
            "  meshwright repository client --metadata-dir trusted init root.json",
            "  meshwright repository client --metadata-dir trusted --metadata-url https://example.com/metadata refresh",
            "  meshwright repository client --metadata-dir trusted --metadata-url https://example.com/metadata \\",
            "    --target-base-url https://example.com/targets --target-name shop/cart --target-dir . download",
            ""
        })
final class RepositoryClient implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What to do.
    enum Action {
        INIT,
        REFRESH,
        DOWNLOAD
    }

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before it runs
    private CommandSpec spec;

    @Option(
            names = "--metadata-dir",
            required = true,
            paramLabel = "DIR",
            description = "Where trusted metadata is kept between runs.")
    @SuppressWarnings("NullAway.Init") // required
    private Path metadataDir;

    @Option(names = "--metadata-url", paramLabel = "URL", description = "Where the repository has its metadata.")
    private @Nullable String metadataUrl;

    @Option(names = "--target-name", paramLabel = "NAME", description = "The path of a target; can be repeated.")
    private List<String> targetNames = List.of();

    @Option(names = "--target-base-url", paramLabel = "URL", description = "Where the repository has its targets.")
    private @Nullable String targetBaseUrl;

    @Option(names = "--target-dir", paramLabel = "DIR", description = "Where verified targets go.")
    private @Nullable Path targetDir;

    @Parameters(
            index = "0",
            paramLabel = "init|refresh|download",
            description = {
                "init: starts to trust a root, without asking the repository",
                "refresh: brings the trusted metadata up to date",
                "download: refreshes, then brings the targets that are not there yet"
            })
    @SuppressWarnings("NullAway.Init") // required
    private Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ROOT_FILE", description = "The root to start from.")
    private @Nullable Path root;

    RepositoryClient(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (action != Action.INIT && root != null) {
            throw wrong("\"" + root + "\" is one word too many");
        }
        try {
            switch (action) {
                case INIT -> Client.trust(Files.readAllBytes(given(root, "the ROOT_FILE")), store());
                case REFRESH -> refreshed(HttpFetcher.client());
                case DOWNLOAD -> download();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new MeshwrightException("cannot read or write a file (" + e.getMessage() + ").", e);
        }
        return 0;
    }

    private FolderStore store() {
        return new FolderStore(metadataDir);
    }

    private Client refreshed(HttpClient http) {
        var fetcher = new HttpFetcher(given(metadataUrl, "--metadata-url"), http, PATIENCE);
        var client = new Client(fetcher, store(), Instant.now(), Limits.DEFAULT);
        client.refresh();
        return client;
    }

    private void download() throws IOException {
        var folder = given(targetDir, "--target-dir");
        var http = HttpFetcher.client();
        var targets = new HttpFetcher(given(targetBaseUrl, "--target-base-url"), http, PATIENCE);
        given(targetNames.isEmpty() ? null : targetNames, "--target-name");
        var client = refreshed(http);
        for (var name : targetNames) {
            var target = client.find(name)
                    .orElseThrow(() -> new RefusedException("no role of the repository lists the target " + name));
            var file = folder.resolve(Names.targetFileName(name));
            if (!isThere(target, file)) {
                DurableFile.write(file, client.download(target, targets));
            }
            terminal.print(file + "\n");
        }
    }

    private static boolean isThere(TargetFile target, Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == target.length()
                && target.matches(Files.readAllBytes(file));
    }

    private <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw wrong(name + " is missing");
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
