package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.signature.Signer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes a repository: edits become drafts of the next versions, drafts gather signatures, [#publish] turns them into
/// files. It writes nothing itself. One writer is for one change; [#restore] brings back drafts of an earlier one.
public final class RepositoryWriter {
    /// Names that mean the same in a URL and in every file system.
    private static final Pattern ROLE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private static final List<String> TOP_LEVEL = List.of(Root.ROLE, Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE);

    private final Fetcher metadata;
    private final Published published;
    private final Instant now;
    private final Lifetimes lifetimes;
    private final SortedMap<String, Draft> drafts = new TreeMap<>();

    /// The drafts of targets roles, taken apart.
    private final Map<String, Targets> read = new HashMap<>();

    /// Targets roles that were changed since their draft was made.
    private final SortedMap<String, Edit> edits = new TreeMap<>();

    private final Delegations delegations = new Delegations(this::below);

    private record Edit(SortedMap<String, TargetFile> files, List<Delegation> delegations) {}

    private RepositoryWriter(Fetcher metadata, Instant now, Lifetimes lifetimes) {
        this.metadata = metadata;
        this.published = new Published(metadata);
        this.now = now;
        this.lifetimes = lifetimes;
    }

    /// A new repository, of which nothing is published yet.
    /// @param metadata brings what is there, which has to be nothing
    public static RepositoryWriter create(
            Fetcher metadata,
            Instant now,
            Lifetimes lifetimes,
            Authority root,
            Authority targets,
            Authority snapshot,
            Authority timestamp) {
        var writer = new RepositoryWriter(metadata, now, lifetimes);
        if (writer.published.root().isPresent()) {
            throw new RefusedException("there is a repository already");
        }
        writer.draftRoot(
                Map.of(Root.ROLE, root, Targets.ROLE, targets, Snapshot.ROLE, snapshot, Timestamp.ROLE, timestamp));
        writer.edits.put(Targets.ROLE, new Edit(new TreeMap<>(), new ArrayList<>()));
        return writer;
    }

    /// Goes on with what is published, or with the drafts of a new repository once they are restored.
    /// @param metadata brings the published metadata files
    /// @throws RefusedException if they are not as they were signed
    public static RepositoryWriter open(Fetcher metadata, Instant now, Lifetimes lifetimes) {
        return new RepositoryWriter(metadata, now, lifetimes);
    }

    /// Takes a draft up again; one that was published since is left out.
    public void restore(Draft draft) {
        long next = published.version(draft.role()) + 1;
        if (draft.version() > next) {
            throw new RefusedException("the draft of " + draft.role() + " is version " + draft.version()
                    + ", the next one is " + next + ": is the repository an old copy?");
        }
        if (draft.version() == next) {
            put(draft);
        }
    }

    /// The drafts there are, by role.
    public List<Draft> drafts() {
        edits.forEach((role, edit) -> put(Draft.of(
                role,
                Content.targets(
                        published.version(role) + 1, expiry(role), edit.files().values(), edit.delegations()))));
        edits.clear();
        return List.copyOf(drafts.values());
    }

    /// Adds a target, or replaces it, in the role that a client asks for it.
    /// @param custom whatever its readers have to know, signed
    /// @return the file below the targets' folder that has to hold the bytes before this is published
    public String add(String path, byte[] bytes, Json.@Nullable Obj custom) {
        var file = new TargetFile(path, bytes.length, Hashes.sha256Of(bytes), custom);
        var stored = Names.targetFile(path, file.hashes().first() + ".");
        edit(delegations.roleFor(path)).files().put(path, file);
        return stored;
    }

    /// Takes a target away from the role that a client asks for it.
    public void remove(String path) {
        if (edit(delegations.roleFor(path)).files().remove(path) == null) {
            throw new RefusedException("there is no target " + path);
        }
    }

    /// Trusts another role with some of the paths. Targets that moved to it are taken along.
    public void delegate(String from, Delegation to) {
        var name = to.role();
        if (!ROLE.matcher(name).matches()) {
            throw new RefusedException(
                    "\"" + name + "\" is not a name for a role: use a-z, 0-9, dot, dash, underscore");
        }
        if (exists(name)) {
            throw new RefusedException("there is a role " + name + " already");
        }
        var above = edit(from);
        above.delegations().add(to);
        var below = new Edit(new TreeMap<>(), new ArrayList<>());
        above.files().values().stream()
                .filter(file -> to.covers(file.path()))
                .forEach(file -> below.files().put(file.path(), file));
        above.files().keySet().removeAll(below.files().keySet());
        edits.put(name, below);
    }

    /// Says who may sign a role from now on. What its keys no longer stand for is signed anew.
    public void authorize(String role, Authority authority) {
        if (TOP_LEVEL.contains(role)) {
            var authorities = new TreeMap<>(root().authorities());
            authorities.put(role, authority);
            draftRoot(authorities);
        } else {
            edit(delegations.delegator(role))
                    .delegations()
                    .replaceAll(delegation -> delegation.role().equals(role)
                            ? new Delegation(
                                    role,
                                    authority,
                                    delegation.terminating(),
                                    delegation.paths(),
                                    delegation.hashPrefixes())
                            : delegation);
        }
        var signed = published.targets(role);
        if (signed.isPresent() && !authority.accepts(signed.get().signed())) {
            edit(role);
        }
    }

    /// Who may sign a role.
    public Authority authority(String role) {
        if (!TOP_LEVEL.contains(role)) {
            return delegations.authority(role);
        }
        return Optional.ofNullable(root().authorities().get(role)).orElseThrow();
    }

    /// Drafts a role again as it is, for a new expiry. Snapshot and timestamp are renewed by [#publish].
    public void renew(String role) {
        if (role.equals(Root.ROLE)) {
            draftRoot(root().authorities());
        } else {
            edit(role);
        }
    }

    /// All roles and who may sign them, top-level ones first.
    public SequencedMap<String, Authority> authorities() {
        var all = new LinkedHashMap<String, Authority>();
        TOP_LEVEL.forEach(role -> all.put(role, authority(role)));
        all.putAll(delegations.all());
        return all;
    }

    /// Signs each draft with the keys that may sign it. A key that may no longer signs, too, so that clients that do
    /// not have the new root yet are not lost.
    public void sign(Collection<? extends Signer> signers) {
        for (var draft : drafts()) {
            var signed = draft;
            for (var signer : signers) {
                if (knows(draft.role(), signer)) {
                    signed = signed.signedBy(signer);
                }
            }
            put(signed);
        }
    }

    /// The drafts, for those who have to sign them elsewhere; what they give back is for [#merge].
    public SigningRequest request() {
        return new SigningRequest(drafts().stream()
                .map(draft -> new SigningRequest.Item(
                        draft,
                        signersOf(draft.role())
                                .flatMap(authority -> authority.keys().keySet().stream())
                                .distinct()
                                .toList()))
                .toList());
    }

    /// Adds the signatures that were made elsewhere to the drafts.
    /// @throws RefusedException if they are for other drafts
    public void merge(SigningRequest signed) {
        drafts();
        for (var item : signed.items()) {
            var draft = drafts.get(item.draft().role());
            if (draft == null) {
                throw new RefusedException(
                        "there is no draft of " + item.draft().role() + " any more");
            }
            put(draft.with(item.draft()));
        }
    }

    /// All targets, by path, as they will be once this is published.
    public SortedMap<String, TargetFile> targets() {
        var all = new TreeMap<String, TargetFile>();
        for (var role : delegations.all().keySet()) {
            current(role).ifPresent(targets -> targets.files().forEach(all::putIfAbsent));
        }
        current(Targets.ROLE).ifPresent(targets -> all.putAll(targets.files()));
        return all;
    }

    /// The version of a role that is published, and when it expires; nothing if it is not published yet.
    public Optional<Draft> published(String role) {
        return published.bytes(role).map(bytes -> Draft.read(role, bytes));
    }

    /// What keeps the drafts from being published, one sentence for each.
    public List<String> missing() {
        return drafts().stream()
                .flatMap(draft -> required(draft.role()).flatMap(authority -> complaint(draft, authority)))
                .distinct()
                .toList();
    }

    /// The metadata files that make this the published state, to be written in this order, each whole: after each of
    /// them a client finds the old state or the new one.
    /// @param online keys of snapshot and timestamp, and others whose roles have drafts
    /// @throws RefusedException if signatures are missing, or a client would not accept what comes of it
    public SequencedMap<String, byte[]> publish(Collection<? extends Signer> online) {
        sign(online);
        var missing = missing();
        if (!missing.isEmpty()) {
            throw new RefusedException(String.join("; ", missing));
        }
        return new Publication(metadata, published, root(), now, lifetimes).files(drafts(), online);
    }

    private void draftRoot(Map<String, Authority> authorities) {
        long version = published.version(Root.ROLE) + 1;
        put(Draft.of(Root.ROLE, Content.root(version, expiry(Root.ROLE), authorities)));
    }

    private void put(Draft draft) {
        drafts.put(draft.role(), draft);
        if (!draft.role().equals(Root.ROLE)) {
            read.put(draft.role(), Targets.read(draft.role(), draft.bytes()));
        }
    }

    private Edit edit(String role) {
        if (!exists(role)) {
            throw new RefusedException("there is no role " + role);
        }
        return edits.computeIfAbsent(role, _ -> {
            var files = current(role).map(Targets::files).orElse(Map.of());
            return new Edit(new TreeMap<>(files), new ArrayList<>(below(role)));
        });
    }

    private boolean exists(String role) {
        return edits.containsKey(role) || current(role).isPresent();
    }

    /// A targets role as its draft or else as it is published.
    private Optional<Targets> current(String role) {
        return Optional.ofNullable(read.get(role)).or(() -> published.targets(role));
    }

    private List<Delegation> below(String role) {
        var edit = edits.get(role);
        return edit != null
                ? edit.delegations()
                : current(role).map(Targets::delegations).orElse(List.of());
    }

    private Root root() {
        return Optional.ofNullable(drafts.get(Root.ROLE))
                .map(draft -> Root.read(draft.bytes()))
                .or(published::root)
                .orElseThrow(() -> new RefusedException("there is no repository yet"));
    }

    /// Whose signatures a draft needs. A root needs those of the root before it, too.
    private Stream<Authority> required(String role) {
        return role.equals(Root.ROLE)
                ? Stream.concat(published.root().map(Root::root).stream(), Stream.of(authority(role)))
                : Stream.of(authority(role));
    }

    /// Whose signatures count, if only for those who know no newer root.
    private Stream<Authority> signersOf(String role) {
        var former = published.root().map(root -> root.authorities().get(role)).stream();
        return Stream.concat(required(role), former);
    }

    private boolean knows(String role, Signer signer) {
        return signersOf(role)
                .anyMatch(authority -> authority.keys().containsKey(signer.key().keyId()));
    }

    private static Stream<String> complaint(Draft draft, Authority authority) {
        try {
            authority.check(draft.signed());
            return Stream.empty();
        } catch (RefusedException e) {
            return Stream.of(String.valueOf(e.getMessage()));
        }
    }

    private Instant expiry(String role) {
        return now.plus(lifetimes.of(role));
    }
}
