package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.VerificationKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One update of a client, section 5 of the specification. Whatever is refused leaves the store with what was valid so
/// far, and a later update can go on from there. Make a new one for the next update: its time is fixed.
public final class Client {
    private final Fetcher metadata;
    private final TrustStore store;
    private final Instant updateStart;
    private final Limits limits;

    /// The state after [#refresh].
    private @Nullable Verified verified;

    private record Verified(Root root, Timestamp timestamp, Snapshot snapshot, Targets targets) {}

    /// What was found below the top-level role since, for whoever delegated to it.
    private final Map<Visit, Targets> visited = new HashMap<>();

    /// @param above who may sign one of the roles on the way to it
    private record Visit(String role, Authority authority, Set<VerificationKey> above) {}

    /// A client for one update.
    /// @param updateStart section 5.1: the time that expirations are compared with
    public Client(Fetcher metadata, TrustStore store, Instant updateStart, Limits limits) {
        this.metadata = metadata;
        this.store = store;
        this.updateStart = updateStart;
        this.limits = limits;
    }

    /// Starts to trust a repository by a root that came another, trusted way. What is stored of other roles counts only
    /// as far as the roots from there on stand for it.
    /// @throws RefusedException if it is not a root, or not signed as it says itself
    public static void trust(byte[] root, TrustStore store) {
        readTrustedRoot(root);
        store.write(Root.ROLE, root);
    }

    /// Brings the top-level roles up to date, sections 5.2 to 5.6.
    /// @throws RefusedException naming the role and what is wrong with it
    public void refresh() {
        verified = null;
        visited.clear();
        var root = updateRoot(loadTrustedRoot());
        var timestamp = updateTimestamp(root);
        var snapshot = updateSnapshot(root, timestamp);
        verified = new Verified(root, timestamp, snapshot, updateTargets(root, snapshot, Targets.ROLE, root.targets()));
    }

    /// What the repository says about a target, section 5.6.7; nothing if no role that may speak for it lists it.
    /// @throws RefusedException if a role that has to be asked first cannot be had or verified
    public Optional<TargetFile> find(String target) {
        return listing(target).map(Listing::file);
    }

    /// As [#find], with who vouches for it.
    public Optional<Listing> listing(String target) {
        var state = state();
        var toVisit = new ArrayDeque<Visit>();
        var seen = new HashSet<String>();
        toVisit.push(new Visit(Targets.ROLE, state.root().targets(), Set.of()));
        while (!toVisit.isEmpty() && seen.size() <= limits.roles()) {
            var visit = toVisit.pop();
            if (!seen.add(visit.role())) {
                continue;
            }
            var targets = visit.role().equals(Targets.ROLE) ? state.targets() : delegated(state, visit);
            var file = targets.files().get(target);
            if (file != null) {
                return Optional.of(new Listing(
                        file, visit.role(), Set.copyOf(visit.authority().keys().values()), visit.above()));
            }
            var children = new ArrayDeque<Visit>();
            var above = new HashSet<>(visit.above());
            above.addAll(visit.authority().keys().values());
            for (var delegation : targets.delegations()) {
                if (delegation.covers(target)) {
                    children.push(new Visit(delegation.role(), delegation.authority(), above));
                    if (delegation.terminating()) {
                        toVisit.clear();
                        break;
                    }
                }
            }
            children.forEach(toVisit::push);
        }
        return Optional.empty();
    }

    /// The keys that are online by their nature: those of snapshot and timestamp.
    public Set<VerificationKey> onlineKeys() {
        var root = state().root();
        var keys = new HashSet<>(root.snapshot().keys().values());
        keys.addAll(root.timestamp().keys().values());
        return keys;
    }

    private Targets delegated(Verified state, Visit visit) {
        var known = visited.get(visit);
        if (known == null) {
            known = updateTargets(state.root(), state.snapshot(), visit.role(), visit.authority());
            visited.put(visit, known);
        }
        return known;
    }

    /// The bytes of a target, section 5.7.
    /// @param targets where the repository has its targets
    /// @throws RefusedException if they are not there or not the ones that were signed
    public byte[] download(TargetFile target, Fetcher targets) {
        var prefix = state().root().consistentSnapshot() ? target.hashes().first() + "." : "";
        var bytes = fetch(targets, Names.targetPath(target.path(), prefix), target.length())
                .orElseThrow(() ->
                        new RefusedException("the repository does not have the target \"" + target.path() + "\""));
        target.check(bytes);
        return bytes;
    }

    /// When the first of the top-level roles expires: until then the state after [#refresh] stands.
    public Instant expires() {
        var state = state();
        return Stream.of(
                        state.root().signed(),
                        state.timestamp().signed(),
                        state.snapshot().signed(),
                        state.targets().signed())
                .map(Signed::expires)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Verified state() {
        if (verified == null) {
            throw new IllegalStateException("refresh first");
        }
        return verified;
    }

    private Root loadTrustedRoot() {
        return readTrustedRoot(store.read(Root.ROLE)
                .orElseThrow(() -> new RefusedException("there is no trusted root: start with one")));
    }

    private static Root readTrustedRoot(byte[] bytes) {
        var root = Root.read(bytes);
        root.root().check(root.signed());
        return root;
    }

    /// Section 5.3.
    private Root updateRoot(Root trusted) {
        var root = trusted;
        for (int rotation = 0; rotation < limits.rootRotations(); rotation++) {
            long next = root.signed().version() + 1;
            var bytes = fetch(metadata, next + "." + Names.fileName(Root.ROLE), limits.root());
            if (bytes.isEmpty()) {
                break;
            }
            var update = Root.read(bytes.get());
            root.root().check(update.signed());
            update.root().check(update.signed());
            update.signed().requireVersion(next);
            forgetIfRotated(root, update);
            store.write(Root.ROLE, bytes.get());
            root = update;
        }
        root.signed().requireNotExpired(updateStart);
        return root;
    }

    /// Section 5.3.11: recovers from versions that a thief of the lost keys made too high. Before the root is written,
    /// so that a crash between both cannot leave them.
    private void forgetIfRotated(Root from, Root to) {
        if (from.timestamp().lostKeysTo(to.timestamp()) || from.snapshot().lostKeysTo(to.snapshot())) {
            store.delete(Timestamp.ROLE);
            store.delete(Snapshot.ROLE);
        }
    }

    /// Section 5.4.
    private Timestamp updateTimestamp(Root root) {
        var trusted = stored(Timestamp.ROLE, Timestamp::read, Timestamp::signed, root.timestamp());
        var bytes = fetchRole(Names.fileName(Timestamp.ROLE), Timestamp.ROLE, limits.timestamp());
        var update = Timestamp.read(bytes);
        root.timestamp().check(update.signed());
        if (trusted.isPresent()) {
            long before = trusted.get().signed().version();
            if (update.signed().version() == before) {
                trusted.get().signed().requireNotExpired(updateStart);
                return trusted.get();
            }
            requireNotBelow(Timestamp.ROLE, update.signed().version(), before);
            requireNotBelow(
                    "the snapshot of the timestamp",
                    update.snapshot().version(),
                    trusted.get().snapshot().version());
        }
        update.signed().requireNotExpired(updateStart);
        store.write(Timestamp.ROLE, bytes);
        return update;
    }

    /// Section 5.5.
    private Snapshot updateSnapshot(Root root, Timestamp timestamp) {
        var file = timestamp.snapshot();
        var trusted = stored(Snapshot.ROLE, Snapshot::read, Snapshot::signed, root.snapshot());
        var current = store.read(Snapshot.ROLE).filter(bytes -> accepts(() -> checkSnapshot(root, file, bytes)));
        if (current.isPresent()) {
            return Snapshot.read(current.get());
        }
        var bytes = fetchFile(root, Snapshot.ROLE, file, limits.snapshot());
        var update = checkSnapshot(root, file, bytes);
        trusted.ifPresent(update::requireNoRollbackFrom);
        store.write(Snapshot.ROLE, bytes);
        return update;
    }

    private Snapshot checkSnapshot(Root root, MetaFile file, byte[] bytes) {
        file.check(Snapshot.ROLE, bytes);
        var snapshot = Snapshot.read(bytes);
        root.snapshot().check(snapshot.signed());
        snapshot.signed().requireVersion(file.version());
        snapshot.signed().requireNotExpired(updateStart);
        return snapshot;
    }

    /// Sections 5.6.1 to 5.6.6, for the top-level role and delegated ones alike. A stored file is verified anew, as
    /// another role may delegate to the same name with other keys.
    private Targets updateTargets(Root root, Snapshot snapshot, String role, Authority authority) {
        var file = snapshot.file(role);
        var current = store.read(role).filter(bytes -> accepts(() -> checkTargets(role, authority, file, bytes)));
        if (current.isPresent()) {
            return Targets.read(role, current.get());
        }
        var bytes = fetchFile(root, role, file, limits.targets());
        var update = checkTargets(role, authority, file, bytes);
        store.write(role, bytes);
        return update;
    }

    private Targets checkTargets(String role, Authority authority, MetaFile file, byte[] bytes) {
        file.check(role, bytes);
        var targets = Targets.read(role, bytes);
        authority.check(targets.signed());
        targets.signed().requireVersion(file.version());
        targets.signed().requireNotExpired(updateStart);
        return targets;
    }

    private static void requireNotBelow(String what, long version, long before) {
        if (version < before) {
            throw new RefusedException(what + " has version " + version + ", but " + before + " was seen already");
        }
    }

    /// Stored metadata that today's root still stands for; expired or not, it says which versions were seen.
    private <T> Optional<T> stored(
            String role, Function<byte[], T> reader, Function<T, Signed> signed, Authority authority) {
        try {
            var found = store.read(role).map(reader);
            found.ifPresent(metadata -> authority.check(signed.apply(metadata)));
            return found;
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private static boolean accepts(Runnable check) {
        try {
            check.run();
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private byte[] fetchFile(Root root, String role, MetaFile file, int limit) {
        var prefix = root.consistentSnapshot() ? file.version() + "." : "";
        var length = file.length();
        long most = length == null ? limit : Math.min(length, JsonReader.MAX_BYTES);
        return fetchRole(prefix + Names.fileName(role), role, most);
    }

    private byte[] fetchRole(String path, String role, long maxBytes) {
        return fetch(metadata, path, maxBytes)
                .orElseThrow(() -> new RefusedException("the repository does not have the role " + role));
    }

    private static Optional<byte[]> fetch(Fetcher fetcher, String path, long maxBytes) {
        var bytes = fetcher.fetch(path, maxBytes);
        if (bytes.isPresent() && bytes.get().length > maxBytes) {
            throw new RefusedException(path + " is longer than " + maxBytes + " bytes");
        }
        return bytes;
    }
}
