package dev.meshwright.manifest;

import dev.meshwright.MeshwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Walks files and folders. First cut: sequential, by extension.
final class FolderReader {
    private FolderReader() {}

    static Manifests read(List<Path> paths) {
        var all = Manifests.empty();
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new MeshwrightException(path + " does not exist. Check the path; nothing was changed.");
            }
            try (var files = Files.walk(path)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (file.toString().matches(".*\\.(ya?ml|json)")) {
                        all = all.and(ManifestReader.parse(file.toString(), Files.readString(file)));
                    }
                }
            } catch (IOException e) {
                throw new MeshwrightException("cannot read " + path + ": " + e.getMessage(), e);
            }
        }
        return all;
    }
}
