package dev.meshwright.trust.tuf;

import dev.meshwright.trust.json.Json;
import java.util.Map;

/// The root of trust: who may sign each top-level role.
record Root(
        Signed signed,
        boolean consistentSnapshot,
        Authority root,
        Authority timestamp,
        Authority snapshot,
        Authority targets) {
    static final String ROLE = "root";

    static Root read(byte[] json) {
        var signed = Signed.read(ROLE, ROLE, json);
        var content = signed.content();
        return new Root(
                signed,
                content.find("consistent_snapshot").isPresent() && content.bool("consistent_snapshot"),
                authority(content, ROLE),
                authority(content, Timestamp.ROLE),
                authority(content, Snapshot.ROLE),
                authority(content, Targets.ROLE));
    }

    /// Who may sign, by role.
    Map<String, Authority> authorities() {
        return Map.of(ROLE, root, Targets.ROLE, targets, Snapshot.ROLE, snapshot, Timestamp.ROLE, timestamp);
    }

    private static Authority authority(Json.Obj content, String role) {
        return Authority.read(content.object("roles").object(role), content.object("keys"));
    }
}
