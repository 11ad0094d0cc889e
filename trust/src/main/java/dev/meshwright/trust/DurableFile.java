package dev.meshwright.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Files that survive a crash at any moment: whoever reads one finds its old content or its new one, whole.
public final class DurableFile {
    private DurableFile() {}

    /// Replaces a file, or makes it with the folders above it, and returns when it is on non-volatile storage.
    public static void write(Path file, byte[] bytes) throws IOException {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        var scratch = folder.resolve("." + ProcessHandle.current().pid() + ".new");
        try (var channel = FileChannel.open(
                scratch, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /// Removes a file if it is there, for good.
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        }
    }

    /// What a folder holds is data of the folder. Windows has no such call and needs none.
    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                throw e;
            }
        }
    }
}
