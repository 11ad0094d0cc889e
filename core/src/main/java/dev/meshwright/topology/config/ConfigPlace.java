package dev.meshwright.topology.config;

import dev.meshwright.manifest.Source;

/// Where the text of a configuration file stands in the input.
///
/// @param first its first line
/// @param isOneLine whether the whole text stands on that line, as in JSON
public record ConfigPlace(Source first, boolean isOneLine) {
    /// The place of a line of the text, which counts from 1.
    Source at(int line) {
        return isOneLine ? first : new Source(first.file(), first.line() + Math.max(line, 1) - 1, 1);
    }
}
