package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Says which version of each targets role belongs together.
/// @param files by name, `targets.json`
record Snapshot(Signed signed, Map<String, MetaFile> files) {
    static final String ROLE = "snapshot";

    static Snapshot read(byte[] json) {
        var signed = Signed.read(ROLE, ROLE, json);
        var meta = signed.content().object("meta");
        var files = new LinkedHashMap<String, MetaFile>();
        for (var name : meta.members().keySet()) {
            files.put(name, MetaFile.read(meta.object(name)));
        }
        return new Snapshot(signed, files);
    }

    MetaFile file(String role) {
        var file = files.get(role + ".json");
        if (file == null) {
            throw new RefusedException("the snapshot does not list the role " + role);
        }
        return file;
    }

    /// No file of a trusted snapshot may be missing in the next, or be older there.
    void requireNoRollbackFrom(Snapshot trusted) {
        trusted.files.forEach((name, before) -> {
            var now = files.get(name);
            if (now == null) {
                throw new RefusedException("the snapshot no longer lists " + name);
            }
            if (now.version() < before.version()) {
                throw new RefusedException("the snapshot lists version " + now.version() + " of " + name
                        + ", which was at " + before.version() + " already");
            }
        });
    }
}
