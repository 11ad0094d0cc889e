package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.signature.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Makes signed drafts the published state.
/// @param metadata brings what is published so far
/// @param root the root from now on
record Publication(Fetcher metadata, Published published, Root root, Instant now, Lifetimes lifetimes) {
    private static final String TIMESTAMP_FILE = Names.fileName(Timestamp.ROLE);

    /// The files to write, in order. Numbered files that nothing names yet come first, timestamp and root last.
    /// Where both change, the one goes first that leaves a repository which clients accept until the other
    /// follows: mostly the timestamp, if it is signed for both roots.
    SequencedMap<String, byte[]> files(List<Draft> drafts, Collection<? extends Signer> signers) {
        var files = new LinkedHashMap<String, byte[]>();
        var newRoot = new LinkedHashMap<String, byte[]>();
        for (var draft : drafts) {
            (draft.role().equals(Root.ROLE) ? newRoot : files).put(numbered(draft), draft.bytes());
        }
        var snapshot = snapshot(drafts, signers);
        snapshot.ifPresent(draft -> files.put(numbered(draft), draft.bytes()));
        var timestamp = timestamp(snapshot, signers);
        if (published.root().isPresent() && !newRoot.isEmpty()) {
            var withTimestamp = new LinkedHashMap<>(files);
            withTimestamp.put(TIMESTAMP_FILE, timestamp.bytes());
            boolean timestampFirst = accepts(withTimestamp);
            if (!timestampFirst) {
                files.putAll(newRoot);
            }
        } else {
            files.putAll(newRoot);
        }
        files.put(TIMESTAMP_FILE, timestamp.bytes());
        newRoot.forEach(files::putIfAbsent);
        requireAccepted(files);
        return files;
    }

    private Optional<Draft> snapshot(List<Draft> drafts, Collection<? extends Signer> signers) {
        var before = published.snapshot();
        var listed = new TreeMap<String, MetaFile>(before.map(Snapshot::files).orElse(Map.of()));
        for (var draft : drafts) {
            if (!draft.role().equals(Root.ROLE)) {
                listed.put(draft.role() + ".json", MetaFile.of(draft.version(), draft.bytes()));
            }
        }
        boolean same = before.isPresent()
                && before.get().files().equals(listed)
                && root.snapshot().accepts(before.get().signed())
                && isFresh(before.get().signed());
        if (same) {
            return Optional.empty();
        }
        var draft = Draft.of(
                Snapshot.ROLE, Content.snapshot(published.version(Snapshot.ROLE) + 1, expiry(Snapshot.ROLE), listed));
        return Optional.of(signed(draft, signers, Root::snapshot));
    }

    /// A snapshot that is good for less than half of its time is made anew.
    private boolean isFresh(Signed snapshot) {
        return Duration.between(now, snapshot.expires())
                        .compareTo(lifetimes.snapshot().dividedBy(2))
                > 0;
    }

    private Draft timestamp(Optional<Draft> snapshot, Collection<? extends Signer> signers) {
        var file = snapshot.map(draft -> MetaFile.of(draft.version(), draft.bytes()))
                .or(published::snapshotFile)
                .orElseThrow();
        var draft = Draft.of(
                Timestamp.ROLE, Content.timestamp(published.version(Timestamp.ROLE) + 1, expiry(Timestamp.ROLE), file));
        return signed(draft, signers, Root::timestamp);
    }

    /// With the keys of this root and of the one before.
    private Draft signed(Draft draft, Collection<? extends Signer> signers, Function<Root, Authority> authority) {
        var authorities = Stream.concat(Stream.of(root), published.root().stream())
                .map(authority)
                .toList();
        var signed = draft;
        for (var signer : signers) {
            var keyId = signer.key().keyId();
            if (authorities.stream().anyMatch(may -> may.keys().containsKey(keyId))) {
                signed = signed.signedBy(signer);
            }
        }
        authority.apply(root).check(signed.signed());
        return signed;
    }

    private boolean accepts(Map<String, byte[]> files) {
        try {
            requireAccepted(files);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    /// Asks our own client, which trusts what is published so far.
    private void requireAccepted(Map<String, byte[]> files) {
        var store = new MemoryStore();
        var trusted = published.root().orElse(root).signed().version();
        var first = trusted + "." + Names.fileName(Root.ROLE);
        Fetcher both =
                (path, maxBytes) -> Optional.ofNullable(files.get(path)).or(() -> metadata.fetch(path, maxBytes));
        Client.trust(both.fetch(first, Limits.DEFAULT.root()).orElseThrow(), store);
        new Client(both, store, now, Limits.DEFAULT).refresh();
    }

    private static String numbered(Draft draft) {
        return draft.version() + "." + Names.fileName(draft.role());
    }

    private Instant expiry(String role) {
        return now.plus(lifetimes.of(role));
    }
}
