package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import org.jspecify.annotations.Nullable;

/// What one role's metadata says about that of another.
/// @param length in bytes, if it is said
/// @param hashes if they are said
record MetaFile(
        long version, @Nullable Long length, @Nullable Hashes hashes) {
    MetaFile {
        if (version < 1) {
            throw new RefusedException("the version " + version + " is below 1");
        }
        if (length != null && length < 0) {
            throw new RefusedException("the length " + length + " is below 0");
        }
    }

    static MetaFile read(Json.Obj json) {
        return new MetaFile(
                json.integer("version"),
                json.find("length").isPresent() ? (Long) json.integer("length") : null,
                json.find("hashes").isPresent() ? Hashes.read(json.object("hashes")) : null);
    }

    static MetaFile of(long version, byte[] file) {
        return new MetaFile(version, (long) file.length, Hashes.sha256Of(file));
    }

    void check(String what, byte[] bytes) {
        if (length != null && bytes.length != length) {
            throw new RefusedException(what + " has " + bytes.length + " bytes instead of " + length);
        }
        if (hashes != null) {
            hashes.check(what, bytes);
        }
    }
}
