package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.Fetcher;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Brings the files of a repository that is a folder, mounted or its own.
public record FolderFetcher(Path folder) implements Fetcher {
    @Override
    public Optional<byte[]> fetch(String path, long maxBytes) {
        var file = file(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxBytes) {
                throw new RefusedException(path + " is longer than " + maxBytes + " bytes");
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw new RefusedException("cannot read " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private Path file(String path) {
        try {
            var file = folder.resolve(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .normalize();
            if (file.startsWith(folder.normalize())) {
                return file;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("\"" + path + "\" is not the name of a file", e);
        }
        throw new RefusedException("\"" + path + "\" leads out of the repository");
    }
}
