package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.release.Agreement;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    /// @param root the trusted root metadata
    /// @param floor the counter below which no release may run
    /// @param pins keys of the repository's server
    record FirstStart(Path root, long floor, List<String> pins) {}

    /// What was let through.
    /// @param unreachable why the repository could not be reached, so that what was verified last counts; "" if not
    record Passed(long counter, String bundle, String unreachable) {}

    /// Verifies and activates.
    /// @throws RefusedException if anything is in doubt
    Passed pass(Instant now) {
        try (var folder = StateFolder.open(state, firstStart != null)) {
            var before = folder.read().orElseGet(() -> first(folder));
            if (!before.workloadClass().equals(workloadClass)) {
                throw new RefusedException("the state in " + state + " is of class " + before.workloadClass());
            }
            before.requireNotEarlier(now);
            var source = Repository.at(repository, before.pins(), folder);
            var agreement = agreement(source, folder, before, now);
            var active = new ActiveFolder(out);
            active.prepare(agreement.bundle());
            source.keep();
            folder.write(agreement.after()); // before it is active: a crash cannot make the gate forget what ran
            active.activate(agreement.bundle());
            return new Passed(
                    agreement.after().counter(),
                    agreement.after().bundle(),
                    source.unreachable().map(Throwable::getMessage).orElse(""));
        }
    }

    private record Verified(Bundle bundle, GateState after) {}

    private Verified agreement(Repository source, StateFolder folder, GateState before, Instant now) {
        try {
            var client = new Client(source::metadata, folder.metadata(), now, Limits.DEFAULT);
            client.refresh();
            var instance = new Agreement.Instance(
                    workloadClass, instance(), before.bundle().isEmpty() ? 0 : before.counter());
            var agreement = Agreement.of(client, source::target, instance, now);
            return new Verified(
                    agreement.bundle(), before.after(agreement.release(), now, pins(client, source, before)));
        } catch (RefusedException e) {
            throw source.unreachable()
                    .map(why -> new RefusedException(
                            "the repository cannot be reached (" + why.getMessage() + "), and " + e.getMessage(), e))
                    .orElse(e);
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
    private static List<String> pins(Client client, Repository source, GateState before) {
        var listing = client.listing(PinnedKeys.TARGET);
        if (listing.isEmpty()) {
            return before.pins();
        }
        Agreement.requireOffline(listing.get(), client.onlineKeys());
        return List.copyOf(PinnedKeys.read(client.download(listing.get().file(), source::target))
                .pins());
    }
}
