package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.signature.VerificationKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who may sign a role: its keys by id, and how many of them have to.
/// A key of an unknown scheme, or a bad one, is left out and so signs nothing; the rest of the metadata stands.
record Authority(Map<String, VerificationKey> keys, long threshold) {
    Authority {
        keys = Map.copyOf(keys);
        if (threshold < 1) {
            throw new RefusedException("the threshold " + threshold + " is below 1");
        }
    }

    static Authority read(Json.Obj role, Json.Obj allKeys) {
        var keys = new LinkedHashMap<String, VerificationKey>();
        var keyIds = role.texts("keyids");
        if (new HashSet<>(keyIds).size() != keyIds.size()) {
            throw new RefusedException("\"keyids\" has a key id twice");
        }
        for (var keyId : keyIds) {
            if (allKeys.find(keyId).orElse(null) instanceof Json.Obj key) {
                addIfGood(keys, keyId, key);
            }
        }
        return new Authority(keys, role.integer("threshold"));
    }

    private static void addIfGood(Map<String, VerificationKey> keys, String keyId, Json.Obj key) {
        try {
            keys.put(keyId, VerificationKey.read(key));
        } catch (RefusedException e) {
            keys.remove(keyId);
        }
    }

    /// Counts keys and not key ids: one key under many ids is one.
    void check(Signed metadata) {
        var signedBy = new HashSet<VerificationKey>();
        keys.forEach((keyId, key) -> {
            var signature = metadata.signatures().get(keyId);
            if (signature != null && !signedBy.contains(key) && key.verifies(metadata.message(), signature)) {
                signedBy.add(key);
            }
        });
        if (signedBy.size() < threshold) {
            throw new RefusedException(metadata.role() + " is signed by " + signedBy.size() + " of its keys, "
                    + threshold + " are needed");
        }
    }

    /// Whether a key that could sign before no longer can.
    boolean lostKeysTo(Authority next) {
        return !new HashSet<>(next.keys.values()).containsAll(keys.values());
    }
}
