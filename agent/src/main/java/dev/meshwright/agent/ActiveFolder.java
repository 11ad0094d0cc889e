package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.tuf.Hashes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The folder that a proxy reads: one folder for each bundle, named by its digest, and `current`, a link to the one
/// that is active. Everyone may read it, nobody may write it.
record ActiveFolder(Path folder) {
    private static final String CURRENT = "current";
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("r--r--r--");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /// Lays a bundle down beside the active one, whole and on non-volatile storage.
    void prepare(Bundle bundle) {
        try {
            Files.createDirectories(folder);
            var target = folder.resolve(bundle.digest());
            if (Files.exists(target) && differences(bundle, target).isEmpty()) {
                return;
            }
            var scratch = folder.resolve(".new-" + ProcessHandle.current().pid());
            remove(scratch);
            Files.createDirectory(scratch);
            for (var file : bundle.files().entrySet()) {
                write(scratch.resolve(file.getKey()), file.getValue());
            }
            Files.setPosixFilePermissions(scratch, FOLDER);
            force(scratch);
            remove(target);
            Files.move(scratch, target, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw new RefusedException("the bundle cannot be written to " + folder + " (" + e.getMessage() + ")", e);
        }
    }

    /// Makes a prepared bundle the active one, at once, and clears away what is neither active nor was until now.
    void activate(Bundle bundle) {
        try {
            var before = active();
            if (!before.equals(bundle.digest())) {
                var link = folder.resolve(".link-" + ProcessHandle.current().pid());
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Path.of(bundle.digest()));
                Files.move(link, folder.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
                force(folder);
            }
            clear(List.of(CURRENT, bundle.digest(), before));
        } catch (IOException e) {
            throw new RefusedException("the bundle cannot be activated in " + folder + " (" + e.getMessage() + ")", e);
        }
    }

    /// What is there that was not verified, or not any more as it was.
    /// @param digest of the bundle that was
    List<String> differences(String digest) {
        try {
            var active = active();
            if (!active.equals(digest)) {
                return List.of(active.isEmpty() ? "nothing is active" : "the active bundle is " + active);
            }
            var bytes = Files.readAllBytes(folder.resolve(digest).resolve("bundle.json"));
            if (!Hashes.sha256(bytes).equals(digest)) {
                return List.of("bundle.json was changed");
            }
            return differences(Bundle.read(bytes), folder.resolve(digest));
        } catch (IOException e) {
            return List.of("cannot be read: " + e.getMessage());
        }
    }

    private static List<String> differences(Bundle bundle, Path target) throws IOException {
        var expected = bundle.files();
        var differences = new ArrayList<String>();
        if (isOpen(target)) {
            differences.add("others may write to the folder");
        }
        var names = new TreeSet<>(expected.keySet());
        try (var found = Files.list(target)) {
            found.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        for (var name : names) {
            var file = target.resolve(name);
            var bytes = expected.get(name);
            if (bytes == null) {
                differences.add(name + " is not of the bundle");
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                differences.add(name + " is gone");
            } else if (!java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
                differences.add(name + " was changed");
            } else if (isOpen(file)) {
                differences.add("others may write to " + name);
            }
        }
        return differences;
    }

    private static boolean isOpen(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_WRITE::contains);
    }

    /// The digest that `current` leads to; "" for none.
    private String active() throws IOException {
        var link = folder.resolve(CURRENT);
        return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
    }

    private void clear(List<String> kept) throws IOException {
        List<Path> all;
        try (var found = Files.list(folder)) {
            all = found.toList();
        }
        for (var path : all) {
            if (!kept.contains(String.valueOf(path.getFileName()))) {
                remove(path);
            }
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.setPosixFilePermissions(file, FILE);
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
