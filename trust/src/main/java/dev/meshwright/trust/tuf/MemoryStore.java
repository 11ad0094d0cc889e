package dev.meshwright.trust.tuf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Trusted metadata for as long as this lives: for looking at a repository once.
public final class MemoryStore implements TrustStore {
    private final Map<String, byte[]> files = new HashMap<>();

    @Override
    public Optional<byte[]> read(String role) {
        return Optional.ofNullable(files.get(role));
    }

    @Override
    public void write(String role, byte[] metadata) {
        files.put(role, metadata);
    }

    @Override
    public void delete(String role) {
        files.remove(role);
    }
}
