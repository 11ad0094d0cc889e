package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Another role that is trusted with some of the paths.
/// @param terminating whether the search ends with this role and those it delegates to
/// @param paths patterns of paths, with wildcards that match no `/`; or
/// @param hashPrefixes beginnings of the SHA-256 of paths, in hex (hash bins); the other list is empty
public record Delegation(
        String role, Authority authority, boolean terminating, List<String> paths, List<String> hashPrefixes) {
    private static final Set<String> TOP_LEVEL = Set.of(Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE);

    public Delegation {
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
                byPath ? json.texts("paths") : List.of(),
                byPath ? List.of() : json.texts("path_hash_prefixes"));
    }

    /// Trusts a role with the paths that these patterns match.
    public static Delegation ofPaths(String role, Authority authority, List<String> paths) {
        return new Delegation(role, authority, false, paths, List.of());
    }

    /// Spreads all paths over roles of the same size, by their hash, so that a client fetches one small part.
    /// @param name what the names of the roles begin with
    /// @param count a power of two, from 2 to 65,536
    public static List<Delegation> hashBins(String name, Authority authority, int count) {
        if (count < 2 || count > 65_536 || Integer.bitCount(count) != 1) {
            throw new RefusedException(count + " bins: it has to be a power of two from 2 to 65536");
        }
        int digits = (Integer.numberOfTrailingZeros(count) + 3) / 4;
        int width = (1 << (4 * digits)) / count;
        var bins = new ArrayList<Delegation>();
        for (int bin = 0; bin < count; bin++) {
            var prefixes = IntStream.range(bin * width, (bin + 1) * width)
                    .mapToObj(prefix -> HexFormat.of().toHexDigits(prefix, digits))
                    .toList();
            bins.add(new Delegation(name + "-" + prefixes.getFirst(), authority, true, List.of(), prefixes));
        }
        return bins;
    }

    boolean covers(String target) {
        var hash = hashPrefixes.isEmpty() ? "" : Hashes.sha256(target);
        return paths.stream().anyMatch(pattern -> new PathPattern(pattern).matches(target))
                || hashPrefixes.stream().anyMatch(hash::startsWith);
    }
}
