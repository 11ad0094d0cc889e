package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.release.Agreement;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.Fetcher;
import dev.meshwright.trust.tuf.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets a workload start with the configuration that both authorities name for it, and with no other. Whatever is in
/// doubt is refused, and then nothing is written but metadata that was verified.
/// @param instance a name that the pod keeps
/// @param state survives restarts
/// @param out what the proxy reads
/// @param repository a folder, or a URL with https, that has `metadata` and `targets`
/// @param firstStart what to trust where nothing ran yet; without it lost state is refused
record Gate(
        WorkloadClass workloadClass,
        String instance,
        Path state,
        Path out,
        String repository,
        @Nullable FirstStart firstStart) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// @param root the trusted root metadata
    /// @param floor the counter below which no release may run
    /// @param pins keys of the repository's server
    record FirstStart(Path root, long floor, List<String> pins) {}

    /// What was let through.
    record Passed(long counter, String bundle) {}

    /// Verifies and activates.
    /// @throws RefusedException if anything is in doubt
    Passed pass(Instant now) {
        try (var folder = StateFolder.open(state, firstStart != null)) {
            var before = folder.read().orElseGet(() -> first(folder));
            if (!before.workloadClass().equals(workloadClass)) {
                throw new RefusedException("the state in " + state + " is of class " + before.workloadClass());
            }
            before.requireNotEarlier(now);
            var source = Source.of(repository, before.pins());
            var client = new Client(source.metadata(), folder.metadata(), now, Limits.DEFAULT);
            client.refresh();
            var agreement = Agreement.of(
                    client,
                    source.targets(),
                    new Agreement.Instance(
                            workloadClass, instance, before.bundle().isEmpty() ? 0 : before.counter()),
                    now);
            var after = before.after(agreement.release(), now, pins(client, source, before));
            var active = new ActiveFolder(out);
            active.prepare(agreement.bundle());
            folder.write(after); // before it is active, so that a crash cannot make the gate forget what ran
            active.activate(agreement.bundle());
            return new Passed(after.counter(), after.bundle());
        }
    }

    private GateState first(StateFolder folder) {
        if (firstStart == null) {
            throw folder.lost();
        }
        if (folder.metadata().read("root").isEmpty()) {
            try {
                Client.trust(Files.readAllBytes(firstStart.root()), folder.metadata());
            } catch (IOException e) {
                throw new RefusedException(
                        "cannot read the root " + firstStart.root() + " (" + e.getMessage() + ")", e);
            }
        }
        return GateState.initial(workloadClass, firstStart.floor(), firstStart.pins());
    }

    /// The repository says from then on which keys its server has.
    private static List<String> pins(Client client, Source source, GateState before) {
        var listing = client.listing(PinnedKeys.TARGET);
        if (listing.isEmpty()) {
            return before.pins();
        }
        Agreement.requireOffline(listing.get(), client.onlineKeys());
        return List.copyOf(PinnedKeys.read(client.download(listing.get().file(), source.targets()))
                .pins());
    }

    /// Where a repository is.
    private record Source(Fetcher metadata, Fetcher targets) {
        static Source of(String repository, List<String> pins) {
            if (repository.startsWith("https://")) {
                var base = repository.endsWith("/") ? repository : repository + "/";
                var http = PinnedKeys.of(pins).client();
                return new Source(
                        new HttpFetcher(base + "metadata", http, PATIENCE),
                        new HttpFetcher(base + "targets", http, PATIENCE));
            }
            if (repository.contains("://")) {
                throw new RefusedException(
                        "the repository " + repository + " is neither a URL with https nor a folder");
            }
            var folder = Path.of(repository);
            if (!Files.isDirectory(folder)) {
                throw new RefusedException("the repository " + folder + " is not there");
            }
            return new Source(
                    new FolderFetcher(folder.resolve("metadata")), new FolderFetcher(folder.resolve("targets")));
        }
    }
}
