package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.util.List;
import java.util.Set;

/// Another role that is trusted with some of the paths.
/// @param terminating whether the search ends with this role and those it delegates to
/// @param paths patterns of paths; or
/// @param hashPrefixes beginnings of the SHA-256 of paths, in hex (hash bins); the other list is empty
record Delegation(
        String role, Authority authority, boolean terminating, List<PathPattern> paths, List<String> hashPrefixes) {
    private static final Set<String> TOP_LEVEL = Set.of(Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE);

    Delegation {
        paths = List.copyOf(paths);
        hashPrefixes = List.copyOf(hashPrefixes);
        if (role.isEmpty() || TOP_LEVEL.contains(role)) {
            throw new RefusedException("\"" + role + "\" cannot be the name of a delegated role");
        }
    }

    static Delegation read(Json.Obj json, Json.Obj keys) {
        boolean byPath = json.find("paths").isPresent();
        if (byPath == json.find("path_hash_prefixes").isPresent()) {
            throw new RefusedException("a delegation has either \"paths\" or \"path_hash_prefixes\"");
        }
        return new Delegation(
                json.text("name"),
                Authority.read(json, keys),
                json.bool("terminating"),
                byPath ? json.texts("paths").stream().map(PathPattern::new).toList() : List.of(),
                byPath ? List.of() : json.texts("path_hash_prefixes"));
    }

    boolean covers(String target) {
        var hash = hashPrefixes.isEmpty() ? "" : Hashes.sha256(target);
        return paths.stream().anyMatch(pattern -> pattern.matches(target))
                || hashPrefixes.stream().anyMatch(hash::startsWith);
    }
}
