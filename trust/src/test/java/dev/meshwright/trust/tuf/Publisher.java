package dev.meshwright.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A repository in memory as [RepositoryWriter] makes it, with its keys.
final class Publisher {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    final Map<String, byte[]> metadata = new TreeMap<>();
    final Map<String, byte[]> targets = new TreeMap<>();
    final Map<String, Signer> keys = new HashMap<>();

    /// What clients have fetched, in bytes.
    long fetched;

    Publisher() {
        for (var role : List.of("root", "targets", "snapshot", "timestamp")) {
            keys.put(role, key());
        }
        var writer = RepositoryWriter.create(
                this::metadata,
                NOW,
                Lifetimes.DEFAULT,
                only("root"),
                only("targets"),
                only("snapshot"),
                only("timestamp"));
        metadata.putAll(writer.publish(keys.values()));
    }

    static Signer key() {
        return KeyFile.generate(Scheme.ED25519, new SecureRandom());
    }

    Authority only(String... names) {
        return Authority.of(
                1, Arrays.stream(names).map(this::key).map(Signer::key).toList());
    }

    Signer key(String name) {
        return keys.computeIfAbsent(name, _ -> key());
    }

    RepositoryWriter writer() {
        return RepositoryWriter.open(this::metadata, NOW, Lifetimes.DEFAULT);
    }

    /// Publishes at once, with all keys.
    void publish(Consumer<RepositoryWriter> change, Signer... more) {
        var writer = writer();
        change.accept(writer);
        writer.sign(List.of(more));
        metadata.putAll(writer.publish(keys.values()));
    }

    void add(String path, String content) {
        publish(writer -> add(writer, path, content));
    }

    void add(RepositoryWriter writer, String path, String content) {
        targets.put(writer.add(path, content.getBytes(UTF_8), null), content.getBytes(UTF_8));
    }

    Optional<byte[]> metadata(String path, long maxBytes) {
        return count(metadata.get(path));
    }

    Optional<byte[]> target(String path, long maxBytes) {
        return count(targets.get(path));
    }

    private Optional<byte[]> count(byte @Nullable [] bytes) {
        fetched += bytes == null ? 0 : bytes.length;
        return Optional.ofNullable(bytes);
    }

    /// A client that trusts the first root.
    Reader reader() {
        return new Reader(this, new Memory());
    }

    /// What one client holds.
    record Memory(Map<String, byte[]> files) implements TrustStore {
        Memory() {
            this(new TreeMap<>());
        }

        @Override
        public Optional<byte[]> read(String role) {
            return Optional.ofNullable(files.get(role));
        }

        @Override
        public void write(String role, byte[] bytes) {
            files.put(role, bytes);
        }

        @Override
        public void delete(String role) {
            files.remove(role);
        }
    }

    /// A client over several updates.
    record Reader(Publisher publisher, Memory store) {
        Reader {
            Client.trust(publisher.metadata("1.root.json", 0).orElseThrow(), store);
        }

        Client refreshed() {
            return refreshed(NOW);
        }

        Client refreshed(Instant at) {
            var client = new Client(publisher::metadata, store, at, Limits.DEFAULT);
            client.refresh();
            return client;
        }

        /// The content of a target; "-" if there is none.
        String read(String path) {
            var client = refreshed();
            return client.find(path)
                    .map(file -> new String(client.download(file, publisher::target), UTF_8))
                    .orElse("-");
        }
    }

    /// The states a client can meet while these files are written one after the other.
    List<Map<String, byte[]>> states(Map<String, byte[]> files) {
        var states = new ArrayList<Map<String, byte[]>>();
        var state = new TreeMap<>(metadata);
        files.forEach((name, bytes) -> {
            state.put(name, bytes);
            states.add(new TreeMap<>(state));
        });
        return states;
    }
}
