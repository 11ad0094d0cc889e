package dev.meshwright.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the settings files of other tools that stand among manifests.
public final class SmallFile {
    private static final int MAX_BYTES = 1_000_000;

    private SmallFile() {}

    /// The file's text; empty if it cannot be read or is too large for what it says it is.
    public static Optional<String> text(Path file) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
