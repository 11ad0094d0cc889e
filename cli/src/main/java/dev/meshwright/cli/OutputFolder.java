package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.generate.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The folder that generated files go to. It remembers in `.meshwright` what it wrote, so that a file that a person
/// changed, or put there, is left alone.
final class OutputFolder {
    private static final String RECORD = ".meshwright";

    private final Path root;

    OutputFolder(Path root) {
        this.root = root;
    }

    /// What became of the files.
    ///
    /// @param kept changed by a person since, and therefore not written
    /// @param stale written by an earlier run, not made any more, still there
    record Outcome(int written, List<String> kept, List<String> stale) {
        Outcome {
            kept = List.copyOf(kept);
            stale = List.copyOf(stale);
        }
    }

    /// Writes the files that no person has touched, or all of them with `force`.
    Outcome write(List<GeneratedFile> files, boolean force) {
        try {
            if (Files.exists(root) && !Files.isDirectory(root)) {
                throw new MeshwrightException(root + " is not a folder. Name another with -o; nothing was changed.");
            }
            var recorded = recorded();
            var digests = new ConcurrentHashMap<String, String>();
            var kept = files.parallelStream()
                    .filter(file -> !write(file, recorded.get(file.path()), force, digests))
                    .map(GeneratedFile::path)
                    .toList();
            var record = new TreeMap<>(recorded);
            record.putAll(digests);
            var stale = stale(recorded, files);
            stale.stream().filter(path -> !Files.exists(root.resolve(path))).forEach(record::remove);
            record(record);
            return new Outcome(
                    files.size() - kept.size(),
                    kept,
                    stale.stream()
                            .filter(path -> Files.exists(root.resolve(path)))
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            throw new MeshwrightException("cannot write to " + root + " (" + e.getMessage() + ").", e);
        }
    }

    /// Writes a file and notes its digest, unless a person touched it. What is there already stays as it is.
    private boolean write(GeneratedFile file, @Nullable String recorded, boolean force, Map<String, String> digests) {
        var target = root.resolve(file.path());
        var bytes = file.text().getBytes(StandardCharsets.UTF_8);
        try {
            boolean exists = Files.exists(target);
            byte[] present = exists ? Files.readAllBytes(target) : new byte[0];
            boolean same = exists && Arrays.equals(present, bytes);
            if (exists && !same && !force && !digest(present).equals(recorded)) {
                return false;
            }
            if (!same) {
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.write(target, bytes);
            }
            if (file.executable()) {
                makeExecutable(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        digests.put(file.path(), digest(bytes));
        return true;
    }

    private static void makeExecutable(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            var permissions = new HashSet<>(Files.getPosixFilePermissions(file));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static List<String> stale(SequencedMap<String, String> recorded, List<GeneratedFile> files) {
        var current = new HashSet<String>();
        files.forEach(file -> current.add(file.path()));
        return recorded.keySet().stream()
                .filter(path -> !current.contains(path))
                .toList();
    }

    private SequencedMap<String, String> recorded() throws IOException {
        var digests = new TreeMap<String, String>();
        var record = root.resolve(RECORD);
        if (Files.isRegularFile(record)) {
            for (var line : Files.readAllLines(record)) {
                int gap = line.indexOf("  ");
                if (gap > 0) {
                    digests.put(line.substring(gap + 2), line.substring(0, gap));
                }
            }
        }
        return digests;
    }

    private void record(SequencedMap<String, String> digests) throws IOException {
        var text = new StringBuilder();
        digests.forEach(
                (path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        Files.createDirectories(root);
        Files.writeString(root.resolve(RECORD), text);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
