package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a repository holds now, as its writer needs it: verified, because what is signed anew must not be what somebody
/// slipped into the folder; expired or not.
final class Published {
    private final Fetcher metadata;
    private final @Nullable Root root;

    /// The root before. A crash may have left metadata that only this one stands for.
    private final @Nullable Root previous;

    private final @Nullable Timestamp timestamp;
    private final @Nullable Snapshot snapshot;
    private final Map<String, Targets> loaded = new HashMap<>();

    /// Reads what there is; nothing is no fault.
    Published(Fetcher metadata) {
        this.metadata = metadata;
        Root before = null;
        Root last = null;
        for (var next = root(1); next.isPresent(); next = root(last.signed().version() + 1)) {
            before = last;
            last = next.get();
            requireChain(before, last);
        }
        this.previous = before;
        this.root = last;
        this.timestamp = root == null ? null : timestamp();
        this.snapshot = timestamp == null ? null : snapshot(timestamp.snapshot());
    }

    Optional<Root> root() {
        return Optional.ofNullable(root);
    }

    Optional<Snapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /// What the timestamp says about the snapshot.
    Optional<MetaFile> snapshotFile() {
        return Optional.ofNullable(timestamp).map(Timestamp::snapshot);
    }

    /// The version of a role, 0 if there is none.
    long version(String role) {
        if (role.equals(Root.ROLE)) {
            return root == null ? 0 : root.signed().version();
        }
        if (role.equals(Timestamp.ROLE)) {
            return timestamp == null ? 0 : timestamp.signed().version();
        }
        if (role.equals(Snapshot.ROLE)) {
            return snapshot == null ? 0 : snapshot.signed().version();
        }
        return has(role) ? file(role).version() : 0;
    }

    /// The metadata file of a role.
    Optional<byte[]> bytes(String role) {
        long version = version(role);
        var name = Names.fileName(role);
        return version == 0
                ? Optional.empty()
                : Optional.of(require(role.equals(Timestamp.ROLE) ? name : version + "." + name));
    }

    Optional<Targets> targets(String role) {
        if (!has(role)) {
            return Optional.empty();
        }
        var known = loaded.get(role);
        if (known == null) {
            known = load(role);
            loaded.put(role, known);
        }
        return Optional.of(known);
    }

    List<Delegation> delegations(String role) {
        return targets(role).map(Targets::delegations).orElse(List.of());
    }

    private Targets load(String role) {
        var file = file(role);
        var bytes = require(file.version() + "." + Names.fileName(role));
        file.check(role, bytes);
        var targets = Targets.read(role, bytes);
        if (role.equals(Targets.ROLE)) {
            requireSigned(targets.signed(), Root::targets);
        } else {
            new Delegations(this::delegations).authority(role).check(targets.signed());
        }
        targets.signed().requireVersion(file.version());
        return targets;
    }

    private boolean has(String role) {
        return snapshot != null && snapshot.files().containsKey(role + ".json");
    }

    private MetaFile file(String role) {
        if (snapshot == null) {
            throw new RefusedException("the repository has no snapshot");
        }
        return snapshot.file(role);
    }

    private Optional<Root> root(long version) {
        return metadata.fetch(version + "." + Names.fileName(Root.ROLE), Limits.DEFAULT.root())
                .map(Root::read);
    }

    private static void requireChain(@Nullable Root before, Root next) {
        next.root().check(next.signed());
        if (before != null) {
            before.root().check(next.signed());
            next.signed().requireVersion(before.signed().version() + 1);
        }
    }

    private @Nullable Timestamp timestamp() {
        var bytes = metadata.fetch(Names.fileName(Timestamp.ROLE), Limits.DEFAULT.timestamp());
        if (bytes.isEmpty()) {
            return null;
        }
        var found = Timestamp.read(bytes.get());
        requireSigned(found.signed(), Root::timestamp);
        return found;
    }

    private Snapshot snapshot(MetaFile file) {
        var bytes = require(file.version() + "." + Names.fileName(Snapshot.ROLE));
        file.check(Snapshot.ROLE, bytes);
        var found = Snapshot.read(bytes);
        requireSigned(found.signed(), Root::snapshot);
        found.signed().requireVersion(file.version());
        return found;
    }

    private void requireSigned(Signed signed, Function<Root, Authority> authority) {
        var roots = Stream.of(Optional.ofNullable(root), Optional.ofNullable(previous))
                .flatMap(Optional::stream)
                .map(authority)
                .toList();
        if (roots.stream().noneMatch(candidate -> candidate.accepts(signed))) {
            roots.getFirst().check(signed);
        }
    }

    private byte[] require(String path) {
        return metadata.fetch(path, Integer.MAX_VALUE)
                .orElseThrow(() -> new RefusedException("the repository lacks its file " + path));
    }
}
