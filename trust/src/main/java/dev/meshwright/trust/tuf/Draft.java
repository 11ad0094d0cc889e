package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.Signer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/// The next version of a role's metadata, with the signatures it has so far. It can travel as [#bytes] to whoever has
/// to sign, and come back.
/// @param content what is signed
/// @param signatures in hex, by key id
public record Draft(String role, Json.Obj content, SortedMap<String, String> signatures) {
    public Draft {
        signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
    }

    static Draft of(String role, Json.Obj content) {
        return new Draft(role, content, new TreeMap<>());
    }

    /// A draft of this role from its bytes.
    /// @throws RefusedException if they are not metadata of such a role
    public static Draft read(String role, byte[] json) {
        var signed = switch (role) {
            case Root.ROLE -> Root.read(json).signed();
            case Snapshot.ROLE -> Snapshot.read(json).signed();
            case Timestamp.ROLE -> Timestamp.read(json).signed();
            default -> Targets.read(role, json).signed();
        };
        var signatures = new TreeMap<String, String>();
        signed.signatures()
                .forEach((keyId, signature) ->
                        signatures.put(keyId, HexFormat.of().formatHex(signature)));
        return new Draft(role, JsonReader.readObject(json).object("signed"), signatures);
    }

    /// The metadata file with the signatures so far.
    public byte[] bytes() {
        var items = new ArrayList<Json>();
        signatures.forEach((keyId, signature) -> {
            var item = new TreeMap<String, Json>();
            item.put("keyid", new Json.Text(keyId));
            item.put("sig", new Json.Text(signature));
            items.add(new Json.Obj(item));
        });
        var file = new TreeMap<String, Json>();
        file.put("signatures", new Json.Arr(items));
        file.put("signed", content);
        return CanonicalJson.jcs(new Json.Obj(file));
    }

    public long version() {
        return content.integer("version");
    }

    public Instant expires() {
        return Instant.parse(content.text("expires"));
    }

    /// The same with one more signature, whoever its key is.
    public Draft signedBy(Signer signer) {
        var more = new TreeMap<>(signatures);
        more.put(signer.key().keyId(), HexFormat.of().formatHex(signer.sign(message())));
        return new Draft(role, content, more);
    }

    /// The same with the signatures that another copy of it has gathered.
    /// @throws RefusedException if it is not a copy of it
    public Draft with(Draft copy) {
        if (!role.equals(copy.role) || !Arrays.equals(message(), copy.message())) {
            throw new RefusedException("the signatures are for another draft of " + role + ": request them anew");
        }
        var more = new TreeMap<>(signatures);
        more.putAll(copy.signatures);
        return new Draft(role, content, more);
    }

    Signed signed() {
        return Signed.read(role, content.text("_type"), bytes());
    }

    private byte[] message() {
        return CanonicalJson.olpc(content);
    }
}
