package dev.meshwright.manifest;

import dev.meshwright.manifest.DocumentReader.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What files held when they were read last. A file with the same size and time gives the same objects again, the same
/// instances, so that one who reads a folder twice sees by them what has changed.
public final class FileCache {
    private final Map<Path, Known> files = new ConcurrentHashMap<>();

    /// @param file the name that findings show: read by another path, the same file gives other places
    private record Known(String file, Stamp stamp, Content content) {}

    private record Stamp(
            long size, FileTime modified, @Nullable Object key) {
        static Stamp of(Path path) throws IOException {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    Content get(InputFile file, Supplier<Content> reader) {
        try {
            // Before it is read: a change meanwhile makes it old.
            var stamp = Stamp.of(file.path());
            var known = files.get(file.path());
            if (known != null && known.stamp().equals(stamp) && known.file().equals(file.name())) {
                return known.content();
            }
            var content = reader.get();
            files.put(file.path(), new Known(file.name(), stamp, content));
            return content;
        } catch (IOException _) {
            files.remove(file.path());
            return reader.get();
        }
    }
}
