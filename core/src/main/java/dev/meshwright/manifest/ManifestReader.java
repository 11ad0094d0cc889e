package dev.meshwright.manifest;

import java.nio.file.Path;
import java.util.List;

/// Reads manifests: files, folders, standard input, or text at hand.
public final class ManifestReader {
    private ManifestReader() {}

    /// The objects in a text of one or more YAML or JSON documents.
    ///
    /// @param file the name that findings will show
    public static Manifests parse(String file, String text) {
        return DocumentReader.read(file, text);
    }

    /// Everything in these files and folders (recursive).
    ///
    /// @throws dev.meshwright.MeshwrightException if a path does not exist
    public static Manifests read(List<Path> paths) {
        return FolderReader.read(paths);
    }
}
