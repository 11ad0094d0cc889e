package dev.meshwright.trust.tuf;

import java.util.Optional;

/// Keeps verified metadata between updates, as it was received. A role can have any name: [Names#fileName] makes one
/// that stays in its folder.
public interface TrustStore {
    Optional<byte[]> read(String role);

    /// Replaces what there is at once or not at all, and returns when it is on non-volatile storage.
    void write(String role, byte[] metadata);

    void delete(String role);
}
