package dev.meshwright.trust.dsse;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.Signer;
import dev.meshwright.trust.signature.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A payload, its type, and signatures of both together (DSSE 1.0). The payload comes out of [#verify] only.
public final class Envelope {
    private static final int MAX_SIGNATURES = 64;

    private final String payloadType;
    private final byte[] payload;
    private final List<Signature> signatures;

    /// The key id only says which key to try first and is not signed, so that nothing depends on it here.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Signature(@Nullable String keyId, byte[] bytes) {}

    private Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = List.copyOf(signatures);
    }

    public static Envelope sign(String payloadType, byte[] payload, Signer signer) {
        return new Envelope(payloadType, payload.clone(), List.of()).with(signer);
    }

    /// This envelope with one more signature; one this signer's key made before is replaced.
    public Envelope with(Signer signer) {
        var message = preAuthenticationEncoding();
        var all = new ArrayList<>(signatures);
        all.removeIf(signature -> signer.key().verifies(message, signature.bytes()));
        all.add(new Signature(signer.key().keyId(), signer.sign(message)));
        return new Envelope(payloadType, payload, all);
    }

    /// The envelope of this JSON.
    /// @throws RefusedException if this is no envelope
    public static Envelope read(byte[] json) {
        var object = JsonReader.readObject(json);
        var signatures = object.array("signatures");
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new RefusedException(
                    "an envelope has 1 to " + MAX_SIGNATURES + " signatures, not " + signatures.size());
        }
        return new Envelope(
                object.text("payloadType"),
                base64(object.text("payload")),
                signatures.stream().map(Envelope::signature).toList());
    }

    /// Whether this is about the same; that says nothing about who signed it.
    public boolean holds(String type, byte[] bytes) {
        return payloadType.equals(type) && Arrays.equals(payload, bytes);
    }

    /// The payload, if at least `threshold` of these keys signed it as this type.
    /// @throws RefusedException otherwise
    public byte[] verify(String expectedType, Set<VerificationKey> keys, int threshold) {
        if (threshold < 1) {
            throw new IllegalArgumentException("a threshold of " + threshold + " accepts anything");
        }
        var message = preAuthenticationEncoding();
        var signedBy = new HashSet<VerificationKey>();
        for (var key : keys) {
            if (signatures.stream().anyMatch(signature -> key.verifies(message, signature.bytes()))) {
                signedBy.add(key);
            }
        }
        if (signedBy.size() < threshold) {
            throw new RefusedException("the envelope is signed by " + signedBy.size() + " of the " + keys.size()
                    + " trusted keys, " + threshold + " are needed");
        }
        if (!payloadType.equals(expectedType)) {
            throw new RefusedException("the envelope holds " + payloadType + " instead of " + expectedType);
        }
        return payload.clone();
    }

    /// Canonical JSON of the envelope.
    public byte[] bytes() {
        var members = new LinkedHashMap<String, Json>();
        members.put("payload", new Json.Text(Base64.getEncoder().encodeToString(payload)));
        members.put("payloadType", new Json.Text(payloadType));
        members.put(
                "signatures",
                new Json.Arr(signatures.stream().map(Envelope::json).toList()));
        return CanonicalJson.jcs(new Json.Obj(members));
    }

    /// What is signed, so that neither the type nor the lengths can be moved into the payload or out of it.
    byte[] preAuthenticationEncoding() {
        var type = payloadType.getBytes(StandardCharsets.UTF_8);
        var head = "DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ";
        var start = head.getBytes(StandardCharsets.UTF_8);
        var all = new byte[start.length + payload.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(payload, 0, all, start.length, payload.length);
        return all;
    }

    private static Signature signature(Json json) {
        if (!(json instanceof Json.Obj object)) {
            throw new RefusedException("a signature of an envelope is an object");
        }
        return new Signature(
                object.find("keyid").isPresent() ? object.text("keyid") : null, base64(object.text("sig")));
    }

    private static Json json(Signature signature) {
        var members = new LinkedHashMap<String, Json>();
        if (signature.keyId() != null) {
            members.put("keyid", new Json.Text(signature.keyId()));
        }
        members.put("sig", new Json.Text(Base64.getEncoder().encodeToString(signature.bytes())));
        return new Json.Obj(members);
    }

    /// Standard or URL-safe, padded or not, but of the encodings of these bytes in that form the only one.
    private static byte[] base64(String text) {
        boolean urlSafe = text.contains("-") || text.contains("_");
        var decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
        var encoder = urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
        try {
            var bytes = decoder.decode(text);
            if (text.equals(encoder.encodeToString(bytes))
                    || text.equals(encoder.withoutPadding().encodeToString(bytes))) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the envelope has a text that is not base64", e);
        }
        throw new RefusedException("the envelope has a text that is not base64 as an encoder writes it");
    }
}
