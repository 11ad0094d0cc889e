package dev.meshwright.trust.tuf;

import dev.meshwright.trust.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Trusted metadata in a folder, one file for each role: `root.json`, `team%2Fa.json`.
/// @param folder is made when something is written
public record FolderStore(Path folder) implements TrustStore {
    @Override
    public Optional<byte[]> read(String role) {
        try {
            return Optional.of(Files.readAllBytes(file(role)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", role, e);
        }
    }

    @Override
    public void write(String role, byte[] metadata) {
        try {
            DurableFile.write(file(role), metadata);
        } catch (IOException e) {
            throw failed("write", role, e);
        }
    }

    @Override
    public void delete(String role) {
        try {
            DurableFile.delete(file(role));
        } catch (IOException e) {
            throw failed("delete", role, e);
        }
    }

    private Path file(String role) {
        return folder.resolve(Names.fileName(role));
    }

    private UncheckedIOException failed(String what, String role, IOException e) {
        return new UncheckedIOException("cannot " + what + " " + file(role) + " (" + e.getMessage() + ")", e);
    }
}
