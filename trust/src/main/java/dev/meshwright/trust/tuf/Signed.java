package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A metadata file whose form is right and whose signatures are not checked yet ([Authority#check] does).
/// @param role the name of the role it was asked for as
/// @param message what the signatures are of
/// @param signatures by key id
@SuppressWarnings("ArrayRecordComponent") // never compared
record Signed(
        String role, Json.Obj content, byte[] message, Map<String, byte[]> signatures, long version, Instant expires) {
    private static final int MAX_SIGNATURES = 256;
    private static final Pattern SPEC_VERSION = Pattern.compile("1\\.[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern EXPIRES = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

    /// Takes a file apart.
    /// @param type what `_type` has to say
    static Signed read(String role, String type, byte[] json) {
        try {
            var file = JsonReader.readObject(json);
            var content = file.object("signed");
            var signatures = signatures(file);
            requireTypeAndVersion(content, type);
            long version = content.integer("version");
            if (version < 1) {
                throw new RefusedException("the version " + version + " is below 1");
            }
            return new Signed(role, content, CanonicalJson.olpc(content), signatures, version, expires(content));
        } catch (RefusedException e) {
            throw new RefusedException(role + ": " + e.getMessage(), e);
        }
    }

    /// The expiration has to be later than the time the update started.
    void requireNotExpired(Instant updateStart) {
        if (!expires.isAfter(updateStart)) {
            throw new RefusedException(role + " version " + version + " expired at " + expires);
        }
    }

    void requireVersion(long expected) {
        if (version != expected) {
            throw new RefusedException(role + " has version " + version + " instead of " + expected);
        }
    }

    private static void requireTypeAndVersion(Json.Obj content, String type) {
        if (!content.text("_type").equals(type)) {
            throw new RefusedException("\"_type\" is " + content.text("_type") + " instead of " + type);
        }
        if (!SPEC_VERSION.matcher(content.text("spec_version")).matches()) {
            throw new RefusedException("\"spec_version\" is " + content.text("spec_version") + ", 1.x is supported");
        }
    }

    private static Instant expires(Json.Obj content) {
        var text = content.text("expires");
        if (EXPIRES.matcher(text).matches()) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new RefusedException("\"expires\" is " + text + ", which is no time", e);
            }
        }
        throw new RefusedException("\"expires\" is " + text + " instead of a time like 2030-01-31T00:00:00Z");
    }

    private static Map<String, byte[]> signatures(Json.Obj file) {
        var items = file.array("signatures");
        if (items.size() > MAX_SIGNATURES) {
            throw new RefusedException("there are " + items.size() + " signatures, more than " + MAX_SIGNATURES);
        }
        var signatures = new LinkedHashMap<String, byte[]>();
        for (var item : items) {
            if (!(item instanceof Json.Obj signature)) {
                throw new RefusedException("a signature is not an object");
            }
            if (signatures.put(signature.text("keyid"), hex(signature.text("sig"))) != null) {
                throw new RefusedException("the key id " + signature.text("keyid") + " has two signatures");
            }
        }
        return signatures;
    }

    /// What is not hex verifies with no key; a signature that is yet to be made is empty.
    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
