package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that is gone when its user is done.
final class ScratchFolder implements AutoCloseable {
    private final Path path;

    ScratchFolder() {
        try {
            path = Files.createTempDirectory("meshwright").toRealPath();
        } catch (IOException e) {
            throw new MeshwrightException("no temporary folder can be made (" + e.getMessage() + ").", e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new MeshwrightException("the temporary folder " + path + " cannot be removed.", e);
        }
    }
}
