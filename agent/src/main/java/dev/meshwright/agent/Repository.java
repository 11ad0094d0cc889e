package dev.meshwright.agent;

import dev.meshwright.trust.DurableFile;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.Fetcher;
import dev.meshwright.trust.tuf.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A repository, or what was verified of it last where it cannot be reached: that is as good until its timestamp
/// expires, and whoever keeps us from the repository gains no more than that time.
final class Repository {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TIMESTAMP = "timestamp.json";

    private final Fetcher metadata;
    private final Fetcher targets;
    private final StateFolder state;

    /// Targets that came in this run, by path.
    private final Map<String, byte[]> fetched = new LinkedHashMap<>();

    private boolean reached;
    private @Nullable RefusedException unreachable;

    private Repository(Fetcher metadata, Fetcher targets, StateFolder state) {
        this.metadata = metadata;
        this.targets = targets;
        this.state = state;
    }

    /// The repository at a URL with https, or in a folder; `metadata` and `targets` lie below it.
    /// @param pins keys of the URL's server
    static Repository at(String place, List<String> pins, StateFolder state) {
        if (place.startsWith("https://")) {
            var base = place.endsWith("/") ? place : place + "/";
            var http = PinnedKeys.of(pins).client();
            return new Repository(
                    new HttpFetcher(base + "metadata", http, PATIENCE),
                    new HttpFetcher(base + "targets", http, PATIENCE),
                    state);
        }
        if (place.contains("://")) {
            throw new RefusedException("the repository " + place + " is neither a URL with https nor a folder");
        }
        var folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new RefusedException("the repository " + folder + " is not there");
        }
        return new Repository(
                new FolderFetcher(folder.resolve("metadata")), new FolderFetcher(folder.resolve("targets")), state);
    }

    /// Why it could not be reached; nothing if it was.
    Optional<RefusedException> unreachable() {
        return Optional.ofNullable(unreachable);
    }

    /// Only the very first answer may be missing: what comes after it is of one repository or refused.
    Optional<byte[]> metadata(String path, long maxBytes) {
        if (unreachable == null) {
            try {
                var bytes = metadata.fetch(path, maxBytes);
                reached = true;
                return bytes;
            } catch (RefusedException e) {
                if (reached) {
                    throw e;
                }
                unreachable = e;
            }
        }
        return path.equals(TIMESTAMP) ? state.metadata().read("timestamp") : Optional.empty();
    }

    Optional<byte[]> target(String path, long maxBytes) {
        var bytes = unreachable == null ? targets.fetch(path, maxBytes) : kept(path);
        bytes.ifPresent(found -> fetched.put(path, found));
        return bytes;
    }

    private Optional<byte[]> kept(String path) {
        try {
            var file = file(path);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps what came in this run for one that cannot reach the repository.
    void keep() {
        try {
            Files.createDirectories(state.targets());
            for (var target : fetched.entrySet()) {
                if (!Files.exists(file(target.getKey()))) {
                    DurableFile.write(file(target.getKey()), target.getValue());
                }
            }
            List<Path> all;
            try (var found = Files.list(state.targets())) {
                all = found.toList();
            }
            for (var file : all) {
                if (fetched.keySet().stream().noneMatch(path -> file(path).equals(file))) {
                    DurableFile.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot keep targets in " + state.targets() + " (" + e.getMessage() + ")", e);
        }
    }

    private Path file(String path) {
        return state.targets().resolve(Names.targetFileName(path));
    }
}
