package dev.meshwright.manifest;

import java.nio.file.Path;

/// A file to read.
///
/// @param path absolute and normalized, so that one file is read once
/// @param name what findings show: the path as the user gave it, and the rest below it
/// @param given whether the user named this very file: then all in it has to be an object
record InputFile(Path path, String name, boolean given) {
    /// The folder it lies in.
    Path folder() {
        var folder = path.getParent();
        return folder == null ? path : folder;
    }
}
