package dev.meshwright.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.meshwright.trust.bundle.AgentPolicy;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.release.Agreement;
import dev.meshwright.trust.release.Release;
import dev.meshwright.trust.release.ReleaseFile;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Delegation;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A repository in a folder in which a team approves bundles and a director releases them, each with a key of its own.
final class Authorities {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    static final WorkloadClass CART = WorkloadClass.parse("shop/cart");

    final Path folder;
    final Map<String, Signer> keys = new HashMap<>();
    Instant now = NOW;

    Authorities(Path folder) {
        this(folder, "team", "director");
    }

    /// @param team the key that the team's role has
    Authorities(Path folder, String team, String director) {
        this.folder = folder;
        var writer = RepositoryWriter.create(
                this::metadata, now, Lifetimes.DEFAULT, only("root"), only("targets"), only("online"), only("online"));
        writer.delegate("targets", Delegation.ofPaths("shop-team", only(team), List.of("bundles/shop/*/*")));
        writer.delegate("targets", Delegation.ofPaths("director", only(director), List.of("releases/*/*")));
        publish(writer, keys.values().toArray(Signer[]::new));
    }

    Signer key(String name) {
        return keys.computeIfAbsent(name, _ -> KeyFile.generate(Scheme.ED25519, new SecureRandom()));
    }

    private Authority only(String name) {
        return Authority.of(1, List.of(key(name).key()));
    }

    Path root() {
        return folder.resolve("metadata/1.root.json");
    }

    /// Publishes what these keys are able to sign.
    void change(Consumer<RepositoryWriter> change, String... signers) {
        var writer = RepositoryWriter.open(this::metadata, now, Lifetimes.DEFAULT);
        change.accept(writer);
        publish(writer, List.of(signers).stream().map(this::key).toArray(Signer[]::new));
    }

    private void publish(RepositoryWriter writer, Signer... signers) {
        writer.sign(List.of(signers));
        writer.publish(List.of(key("online"))).forEach((name, bytes) -> write("metadata/" + name, bytes));
    }

    void add(RepositoryWriter writer, String path, byte[] bytes) {
        write("targets/" + writer.add(path, bytes, null), bytes);
    }

    void approve(Bundle bundle) {
        change(
                writer -> add(writer, Agreement.bundlePath(bundle.workloadClass(), bundle.digest()), bundle.bytes()),
                "team");
    }

    void release(Release current, @Nullable Release next) {
        var file = new ReleaseFile(CART, current, next);
        change(writer -> add(writer, ReleaseFile.path(CART), file.bytes()), "director");
    }

    /// Approves and releases a bundle, for everyone and for long.
    void run(long counter, Bundle bundle) {
        approve(bundle);
        release(release(counter, bundle), null);
    }

    static Release release(long counter, Bundle bundle, Release.Wave... waves) {
        return new Release(
                counter,
                bundle.digest(),
                bundle.bytes().length,
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(30)),
                List.of(waves));
    }

    /// Another drain duration makes another bundle.
    static Bundle bundle(String drainDuration) {
        return bundle(CART, drainDuration);
    }

    static Bundle bundle(WorkloadClass workloadClass, String drainDuration) {
        return new Bundle(
                workloadClass,
                List.of(),
                object("{\"annotations\": {}}"),
                object("{\"drainDuration\": \"" + drainDuration + "\"}"),
                List.of("Q0E="),
                new AgentPolicy("spiffe://cluster.local/ns/shop/sa/cart", "TLSv1.3", List.of()));
    }

    private static Json.Obj object(String json) {
        return JsonReader.readObject(json.getBytes(UTF_8));
    }

    private Optional<byte[]> metadata(String path, long maxBytes) {
        var file = folder.resolve("metadata").resolve(path);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, byte[] bytes) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
