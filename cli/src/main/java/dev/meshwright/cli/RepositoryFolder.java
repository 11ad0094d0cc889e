package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.agent.FolderFetcher;
import dev.meshwright.trust.DurableFile;
import dev.meshwright.trust.tuf.Draft;
import dev.meshwright.trust.tuf.Fetcher;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A repository on disk. `metadata` and `targets` are what clients fetch, so any web server or bucket serves them;
/// `staged` holds drafts until they are published. One command at a time changes it.
final class RepositoryFolder implements AutoCloseable {
    private static final String SUFFIX = ".json";

    private final Path metadata;
    private final Path targets;
    private final Path staged;
    private final FileChannel lock;

    /// Opens it for changes.
    RepositoryFolder(Path root) {
        this.metadata = root.resolve("metadata");
        this.targets = root.resolve("targets");
        this.staged = root.resolve("staged");
        try {
            Files.createDirectories(staged);
            this.lock = FileChannel.open(staged.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isAlone()) {
                lock.close();
                throw new MeshwrightException("another command works on " + root + ". Nothing was changed; try again.");
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// The lock goes with the channel; nobody else gets it before.
    private boolean isAlone() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    Fetcher metadata() {
        return new FolderFetcher(metadata);
    }

    /// A writer with the drafts that are staged.
    RepositoryWriter writer(Instant now, Lifetimes lifetimes) {
        var writer = RepositoryWriter.open(metadata(), now, lifetimes);
        for (var file : drafts()) {
            var name = file.getFileName().toString();
            var role = name.substring(0, name.length() - SUFFIX.length());
            try {
                writer.restore(Draft.read(role, Files.readAllBytes(file)));
            } catch (IOException e) {
                throw failed(e);
            }
        }
        return writer;
    }

    /// Keeps the drafts for the next command.
    void stage(List<Draft> drafts) {
        try {
            var kept = new HashSet<Path>();
            for (var draft : drafts) {
                var file = staged.resolve(draft.role() + SUFFIX);
                kept.add(file);
                if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), draft.bytes())) {
                    DurableFile.write(file, draft.bytes());
                }
            }
            for (var file : drafts()) {
                if (!kept.contains(file)) {
                    DurableFile.delete(file);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Puts a target where clients look for it; until it is published nothing names it.
    /// @param path below the targets
    void store(String path, byte[] bytes) {
        try {
            var file = targets.resolve(path);
            if (!Files.exists(file)) {
                DurableFile.write(file, bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Writes metadata in its order, and only then forgets the drafts.
    void publish(Map<String, byte[]> files) {
        try {
            for (var file : files.entrySet()) {
                DurableFile.write(metadata.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<Path> drafts() {
        try (var files = Files.list(staged)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static MeshwrightException failed(IOException e) {
        return new MeshwrightException("cannot read or write the repository (" + e + ").", e);
    }
}
