package dev.meshwright.generate;

/// A file to write.
///
/// @param path below the output folder, with `/` between names
public record GeneratedFile(String path, String text, boolean executable) {
    public GeneratedFile(String path, String text) {
        this(path, text, false);
    }
}
