package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import org.jspecify.annotations.Nullable;

/// A file the repository vouches for.
/// @param length in bytes
/// @param custom what the repository's owner says about it; covered by the signature, not used here
public record TargetFile(String path, long length, Hashes hashes, Json.@Nullable Obj custom) {
    public TargetFile {
        if (length < 0) {
            throw new RefusedException("the target \"" + path + "\" has a length of " + length);
        }
    }

    static TargetFile read(String path, Json.Obj json) {
        return new TargetFile(
                path,
                json.integer("length"),
                Hashes.read(json.object("hashes")),
                json.find("custom").isPresent() ? json.object("custom") : null);
    }

    /// Compares length and hashes.
    /// @throws RefusedException if these bytes are not this file
    public void check(byte[] bytes) {
        var what = "the target \"" + path + "\"";
        if (bytes.length != length) {
            throw new RefusedException(what + " has " + bytes.length + " bytes instead of " + length);
        }
        hashes.check(what, bytes);
    }

    /// Whether these bytes are this file.
    public boolean matches(byte[] bytes) {
        try {
            check(bytes);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }
}
