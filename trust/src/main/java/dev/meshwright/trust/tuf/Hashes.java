package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Hashes of one file in lower-case hex, by algorithm, at least one of them known here. Others are left out: what is
/// listed was signed, so that nobody can take the known ones away.
public record Hashes(SequencedMap<String, String> values) {
    private static final Map<String, String> ALGORITHMS = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    public Hashes {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    static Hashes sha256Of(byte[] bytes) {
        return new Hashes(new TreeMap<>(Map.of("sha256", hex("sha256", bytes))));
    }

    static Hashes read(Json.Obj json) {
        var known = new LinkedHashMap<String, String>();
        for (var algorithm : json.members().keySet()) {
            if (ALGORITHMS.containsKey(algorithm)) {
                known.put(algorithm, json.text(algorithm));
            }
        }
        if (known.isEmpty()) {
            throw new RefusedException("\"hashes\" has neither sha256 nor sha512");
        }
        return new Hashes(known);
    }

    void check(String what, byte[] bytes) {
        values.forEach((algorithm, expected) -> {
            var found = hex(algorithm, bytes);
            if (!found.equals(expected)) {
                throw new RefusedException(what + " has the " + algorithm + " " + found + " instead of " + expected);
            }
        });
    }

    /// One of them; a consistent snapshot has a copy of a target for each.
    String first() {
        return values.firstEntry().getValue();
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// In lower-case hex.
    public static String sha256(byte[] bytes) {
        return hex("sha256", bytes);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance(ALGORITHMS.getOrDefault(algorithm, algorithm));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
    }
}
