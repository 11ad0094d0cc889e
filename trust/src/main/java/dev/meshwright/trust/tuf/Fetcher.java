package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import java.util.Optional;

/// Brings files of a repository; nothing it brings is trusted.
@FunctionalInterface
public interface Fetcher {
    /// The bytes of a file.
    /// @param path relative to the repository, its segments percent-encoded: for a URL as it is
    /// @param maxBytes where to stop reading
    /// @return nothing if the repository says there is no such file
    /// @throws RefusedException if the file is longer, comes too slowly, or cannot be had for another reason
    Optional<byte[]> fetch(String path, long maxBytes);
}
