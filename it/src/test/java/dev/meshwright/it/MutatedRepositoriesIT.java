package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.Delegation;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.Limits;
import dev.meshwright.trust.tuf.MemoryStore;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Attacks 4, 6 and 8: whatever becomes of the files of a repository, clients refuse it or find a state that was
/// published. Nothing crashes, nothing hangs.
@Tag("cluster") // slow: with `-Pe2e` only
class MutatedRepositoriesIT {
    private static final int MUTATED = 10_000;
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> ROLES =
            List.of("root", "timestamp", "snapshot", "targets", "team", "bin-0", "bin-8");
    private static final List<String> PATHS = List.of("shop/a", "shop/b", "team/x");

    private final Signer key = KeyFile.generate(Scheme.ED25519, new SecureRandom());
    private final Authority all = Authority.of(1, List.of(key.key()));

    /// Metadata by name, targets by name below `targets/`; as published first, second and third.
    private final Map<String, byte[]> files = new TreeMap<>();

    private final List<Map<String, byte[]>> states = new ArrayList<>();

    /// What published metadata says, by role.
    private final Map<String, Set<Json.Obj>> said = new TreeMap<>();

    @BeforeEach
    void publish() {
        files.putAll(RepositoryWriter.create(this::file, NOW, Lifetimes.DEFAULT, all, all, all, all)
                .publish(List.of(key)));
        change(writer -> {
            writer.delegate("targets", Delegation.ofPaths("team", all, List.of("team/*")));
            Delegation.hashBins("bin", all, 2).forEach(bin -> writer.delegate("targets", bin));
            PATHS.forEach(path -> add(writer, path, "old " + path));
        });
        change(writer -> PATHS.forEach(path -> add(writer, path, "new " + path)));
        change(writer -> writer.renew("root"));
        for (var state : states) {
            state.forEach((name, bytes) -> {
                if (!name.startsWith("targets/")) {
                    var role = name.replaceAll("^[0-9]+\\.|\\.json$", "");
                    said.computeIfAbsent(role, _ -> new HashSet<>()).add(signed(bytes));
                }
            });
        }
    }

    @Test
    void anyByteChangedAnywhereIsRefusedOrChangesNothing() {
        var random = new Random(11);
        int accepted = 0;
        int changed = 0;
        for (var name : relevant()) {
            var original = file(name, 0).orElseThrow();
            for (int at = 0; at < original.length; at++) {
                var bytes = original.clone();
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                changed++;
                accepted +=
                        accepts(mutated(name, bytes), name.equals("2.root.json") ? "1.root.json" : "2.root.json", name)
                                ? 1
                                : 0;
            }
        }
        System.out.println("bytes changed: " + changed + ", of which changed nothing: " + accepted);
        assertThat(accepted).isLessThan(changed / 10);
    }

    @Test
    void mutatedRepositoriesAreRefusedOrAStateThatWasPublished() {
        var random = new Random(12);
        int accepted = 0;
        for (int i = 0; i < MUTATED; i++) {
            var mutated = new TreeMap<>(files);
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                mutate(mutated, random);
            }
            accepted += accepts(mutated, i % 4 == 0 ? "1.root.json" : "2.root.json", "mutation " + i) ? 1 : 0;
        }
        System.out.println("mutated repositories: " + MUTATED + ", of which were a published state: " + accepted);
        assertThat(accepted).isLessThan(MUTATED);
    }

    /// What clients ask for, in its latest version.
    private List<String> relevant() {
        var latest = new TreeMap<String, String>();
        for (var name : files.keySet()) {
            var role = name.replaceAll("^[0-9]+\\.", "");
            latest.merge(role, name, (one, other) -> version(one) > version(other) ? one : other);
        }
        latest.keySet().removeIf(name -> name.startsWith("targets/"));
        var names = new ArrayList<>(latest.values());
        files.keySet().stream().filter(this::isCurrentTarget).forEach(names::add);
        return names;
    }

    private boolean isCurrentTarget(String name) {
        return name.startsWith("targets/") && new String(file(name, 0).orElseThrow(), UTF_8).startsWith("new");
    }

    private static int version(String name) {
        return Character.isDigit(name.charAt(0)) ? Integer.parseInt(name.substring(0, name.indexOf('.'))) : 0;
    }

    private Map<String, byte[]> mutated(String name, byte[] bytes) {
        var mutated = new TreeMap<>(files);
        mutated.put(name, bytes);
        return mutated;
    }

    private void mutate(Map<String, byte[]> mutated, Random random) {
        var names = new ArrayList<>(mutated.keySet());
        var name = names.get(random.nextInt(names.size()));
        var bytes = Optional.ofNullable(mutated.get(name)).orElseThrow();
        var text = new String(bytes, UTF_8);
        switch (random.nextInt(10)) {
            case 0 -> mutated.remove(name);
            case 1 -> mutated.put(name, flipped(bytes, random));
            case 2 -> mutated.put(name, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            case 3 -> mutated.put(name, Arrays.copyOf(bytes, bytes.length + random.nextInt(1000)));
            case 4 -> mutated.put(name, mutated.get(names.get(random.nextInt(names.size()))));
            case 5 -> mutated.putAll(states.get(random.nextInt(states.size())));
            case 6 ->
                mutated.put(
                        name,
                        text.replaceFirst("\"version\":\\d+", "\"version\":" + random.nextLong())
                                .getBytes(UTF_8));
            case 7 ->
                mutated.put(
                        name,
                        text.replaceAll("\"threshold\":\\d+", "\"threshold\":" + random.nextInt(3))
                                .getBytes(UTF_8));
            case 8 -> mutated.put(name, doubled(text, random).getBytes(UTF_8));
            default -> mutated.put(name, "[{\"a\":".repeat(random.nextInt(40)).getBytes(UTF_8));
        }
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        var flipped = bytes.clone();
        for (int count = 1 + random.nextInt(4); count > 0 && flipped.length > 0; count--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /// Some part of the text twice.
    private static String doubled(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() - from + 1);
        return text.substring(0, to) + text.substring(from);
    }

    /// Whether a client takes what is served; if it does, it has to be a state that was published.
    private boolean accepts(Map<String, byte[]> served, String trusted, String what) {
        var store = new MemoryStore();
        store.write("root", file(trusted, 0).orElseThrow());
        try {
            var client = new Client((path, _) -> Optional.ofNullable(served.get(path)), store, NOW, Limits.DEFAULT);
            client.refresh();
            var found = new TreeMap<String, String>();
            for (var path : PATHS) {
                client.find(path)
                        .ifPresent(target -> found.put(
                                path,
                                new String(
                                        client.download(
                                                target, (at, _) -> Optional.ofNullable(served.get("targets/" + at))),
                                        UTF_8)));
            }
            assertThat(List.of(Map.of(), contents("old "), contents("new ")))
                    .as(what)
                    .contains(found);
            return true;
        } catch (RefusedException e) {
            return false;
        } finally {
            ROLES.forEach(role -> store.read(role).ifPresent(bytes -> assertPublished(role, bytes, what)));
        }
    }

    private static Map<String, String> contents(String content) {
        var contents = new TreeMap<String, String>();
        PATHS.forEach(path -> contents.put(path, content + path));
        return contents;
    }

    /// What was taken says what a published file of that role said.
    private void assertPublished(String role, byte[] bytes, String what) {
        assertThat(said.getOrDefault(role, Set.of()))
                .as("%s after %s", role, what)
                .contains(signed(bytes));
    }

    private static Json.Obj signed(byte[] bytes) {
        return JsonReader.readObject(bytes).object("signed");
    }

    private void change(Consumer<RepositoryWriter> change) {
        states.add(new TreeMap<>(files));
        var writer = RepositoryWriter.open(this::file, NOW.minus(Duration.ofHours(1)), Lifetimes.DEFAULT);
        change.accept(writer);
        files.putAll(writer.publish(List.of(key)));
        states.add(new TreeMap<>(files));
    }

    private void add(RepositoryWriter writer, String path, String content) {
        files.put("targets/" + writer.add(path, content.getBytes(UTF_8), null), content.getBytes(UTF_8));
    }

    private Optional<byte[]> file(String name, long maxBytes) {
        return Optional.ofNullable(files.get(name));
    }
}
