package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.signature.VerificationKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who may sign a role: its keys by id, and how many of them have to.
/// A key of an unknown scheme, or a bad one, is left out and so signs nothing; the rest of the metadata stands.
public record Authority(SortedMap<String, VerificationKey> keys, long threshold) {
    public Authority {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        if (threshold < 1) {
            throw new RefusedException("the threshold " + threshold + " is below 1");
        }
    }

    /// So many of these keys, each under its own id.
    public static Authority of(long threshold, Collection<VerificationKey> keys) {
        var byId = new TreeMap<String, VerificationKey>();
        keys.forEach(key -> byId.put(key.keyId(), key));
        if (threshold > byId.size()) {
            throw new RefusedException("the threshold " + threshold + " is above the number of keys, " + byId.size());
        }
        return new Authority(byId, threshold);
    }

    static Authority read(Json.Obj role, Json.Obj allKeys) {
        var keys = new TreeMap<String, VerificationKey>();
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

    boolean accepts(Signed metadata) {
        try {
            check(metadata);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    /// Whether a key that could sign before no longer can.
    boolean lostKeysTo(Authority next) {
        return !new HashSet<>(next.keys.values()).containsAll(keys.values());
    }
}
