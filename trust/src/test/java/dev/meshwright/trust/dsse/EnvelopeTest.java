package dev.meshwright.trust.dsse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.OpenSsl;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import dev.meshwright.trust.signature.VerificationKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String TYPE = "http://example.com/HelloWorld";
    private static final byte[] PAYLOAD = "hello world".getBytes(UTF_8);
    private static final Signer ALICE = signer(Scheme.ED25519);
    private static final Signer BOB = signer(Scheme.ECDSA_P256);
    private static final Signer EVE = signer(Scheme.ED25519);

    /// The public key of the specification's test vector.
    private static final String SPECIFICATION_KEY = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ805D3eqNZywjCI19lInBJOp7YMr
            CrzAH3CVTAOQ0jgMeCvVTiaRJaRPRDOv8UMs6U4SvKc6pnrIDOoSYI3fdA==
            -----END PUBLIC KEY-----
            """;

    /// The vector's signature is the plain concatenation of r and s; here it is in DER, as TUF and openssl have it.
    @Test
    void vectorOfTheSpecificationVerifies() {
        var raw = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        var envelope =
                Envelope.read(json("aGVsbG8gd29ybGQ=", Base64.getEncoder().encodeToString(der(raw))));

        assertThat(new String(envelope.preAuthenticationEncoding(), UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        assertThat(envelope.verify(TYPE, Set.of(VerificationKey.readPem(SPECIFICATION_KEY)), 1))
                .isEqualTo(PAYLOAD);
    }

    @Test
    void encodingCountsBytesAndNotCharacters() {
        var envelope = Envelope.sign("é", "ü\0".getBytes(UTF_8), ALICE);

        assertThat(new String(envelope.preAuthenticationEncoding(), UTF_8)).isEqualTo("DSSEv1 2 é 3 ü\0");
    }

    @Test
    void readsBackWhatItWrote() {
        var envelope = Envelope.sign(TYPE, PAYLOAD, ALICE).with(BOB);
        var read = Envelope.read(envelope.bytes());

        assertThat(read.verify(TYPE, keys(ALICE, BOB), 2)).isEqualTo(PAYLOAD);
        assertThat(read.bytes()).isEqualTo(envelope.bytes());
    }

    @Test
    void thresholdCountsTrustedKeysOnly() {
        var envelope = Envelope.sign(TYPE, PAYLOAD, ALICE).with(EVE);

        assertThat(envelope.verify(TYPE, keys(ALICE, BOB), 1)).isEqualTo(PAYLOAD);
        assertRefused(
                () -> envelope.verify(TYPE, keys(ALICE, BOB), 2), "signed by 1 of the 2 trusted keys, 2 are needed");
        assertRefused(() -> envelope.verify(TYPE, keys(BOB), 1), "signed by 0");
        assertRefused(() -> envelope.verify(TYPE, Set.of(), 1), "signed by 0");
    }

    /// Attack 10: one stolen key fills a threshold with copies, new signatures, or other key ids.
    @Test
    void oneKeyCountsOnceHoweverOftenItSigned() {
        var once = JsonReader.readObject(Envelope.sign(TYPE, PAYLOAD, BOB).bytes());
        var again = JsonReader.readObject(Envelope.sign(TYPE, PAYLOAD, BOB).bytes());
        var doubled = Envelope.read(("{\"payload\":\"aGVsbG8gd29ybGQ=\",\"payloadType\":\"" + TYPE
                        + "\",\"signatures\":[" + signature("a", once) + "," + signature("b", again) + ","
                        + signature("c", once) + "]}")
                .getBytes(UTF_8));

        assertThat(doubled.verify(TYPE, keys(ALICE, BOB), 1)).isEqualTo(PAYLOAD);
        assertRefused(() -> doubled.verify(TYPE, keys(ALICE, BOB), 2), "signed by 1");
    }

    @Test
    void signingTwiceLeavesOneSignature() {
        var envelope = Envelope.sign(TYPE, PAYLOAD, ALICE).with(BOB).with(ALICE);

        assertThat(JsonReader.readObject(envelope.bytes()).array("signatures")).hasSize(2);
    }

    @Test
    void payloadOfAnotherTypeIsRefusedThoughSigned() {
        assertRefused(
                () -> Envelope.sign(TYPE, PAYLOAD, ALICE).verify("application/json", keys(ALICE), 1),
                "instead of application/json");
    }

    /// Attack 5: the signatures are taken off.
    @Test
    void envelopeWithoutSignatureIsRefused() {
        assertRefused(
                () -> Envelope.read("{\"payload\":\"\",\"payloadType\":\"t\",\"signatures\":[]}".getBytes(UTF_8)),
                "has 1 to 64 signatures");
        assertRefused(
                () -> Envelope.read("{\"payload\":\"\",\"payloadType\":\"t\"}".getBytes(UTF_8)),
                "\"signatures\" is missing");
    }

    @Test
    void thresholdOfZeroIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> Envelope.sign(TYPE, PAYLOAD, ALICE).verify(TYPE, keys(EVE), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void urlSafeAndUnpaddedBase64AreRead() {
        var payload = new byte[] {(byte) 0xfb, (byte) 0xff, (byte) 0xfe, 1};
        var signed = Envelope.sign(TYPE, payload, ALICE);
        var sig = ((Json.Obj) JsonReader.readObject(signed.bytes())
                        .array("signatures")
                        .getFirst())
                .text("sig");

        for (var encoder : new Base64.Encoder[] {
            Base64.getUrlEncoder(), Base64.getUrlEncoder().withoutPadding()
        }) {
            assertThat(Envelope.read(json(encoder.encodeToString(payload), sig)).verify(TYPE, keys(ALICE), 1))
                    .isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGVsbG8gd29ybGR=", "aGVsbG8gd29ybGQ==", "aGVs bG8=", "+-", "a", "é", "aGVsbG8\\n"})
    void base64ThatNoEncoderWritesIsRefused(String payload) {
        assertRefused(() -> Envelope.read(json(payload, "AAAA")), "base64");
    }

    /// Attack 4. Changes of a key id, which is a hint, are the only ones that leave the payload accepted and the same.
    @Test
    void anyByteChangedIsRefusedOrIrrelevant() {
        var bytes = Envelope.sign(TYPE, PAYLOAD, ALICE).bytes();
        var text = new String(bytes, UTF_8);
        int keyIdFrom = text.indexOf("\"keyid\"");
        int keyIdTo = text.indexOf(",\"sig\"");
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = at % 3; bit < 8; bit += 3) {
                var changed = bytes.clone();
                changed[at] ^= (byte) (1 << bit);
                boolean accepted = accepts(changed);
                if (at < keyIdFrom || at > keyIdTo) {
                    assertThat(accepted).as(new String(changed, UTF_8)).isFalse();
                }
            }
        }
    }

    /// An auditor needs no software of ours.
    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256"})
    void plainOpensslVerifies(Scheme scheme, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(OpenSsl.isInstalled(), "openssl is not installed: not compared with it");
        var signer = signer(scheme);
        var envelope =
                JsonReader.readObject(Envelope.sign(TYPE, PAYLOAD, signer).bytes());
        var sig = ((Json.Obj) envelope.array("signatures").getFirst()).text("sig");
        Files.writeString(folder.resolve("payload.b64"), envelope.text("payload"));
        Files.writeString(folder.resolve("sig.b64"), sig);
        Files.writeString(folder.resolve("key.pem"), signer.key().pem());

        OpenSsl.run(folder, "base64", "-d", "-A", "-in", "payload.b64", "-out", "payload");
        OpenSsl.run(folder, "base64", "-d", "-A", "-in", "sig.b64", "-out", "sig");
        var payload = Files.readString(folder.resolve("payload"));
        Files.writeString(folder.resolve("message"), "DSSEv1 29 " + TYPE + " 11 " + payload);

        if (scheme == Scheme.ED25519) {
            OpenSsl.run(
                    folder,
                    "pkeyutl",
                    "-verify",
                    "-pubin",
                    "-inkey",
                    "key.pem",
                    "-rawin",
                    "-in",
                    "message",
                    "-sigfile",
                    "sig");
        } else {
            OpenSsl.run(folder, "dgst", "-sha256", "-verify", "key.pem", "-signature", "sig", "message");
        }
    }

    private static boolean accepts(byte[] envelope) {
        try {
            Envelope.read(envelope).verify(TYPE, keys(ALICE), 1);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static String signature(String keyId, Json.Obj envelope) {
        var sig = ((Json.Obj) envelope.array("signatures").getFirst()).text("sig");
        return "{\"keyid\":\"" + keyId + "\",\"sig\":\"" + sig + "\"}";
    }

    private static byte[] json(String payload, String sig) {
        return ("{\"payload\": \"" + payload + "\",\n \"payloadType\": \"" + TYPE
                        + "\",\n \"signatures\": [{\"sig\": \"" + sig + "\"}]}")
                .getBytes(UTF_8);
    }

    private static byte[] der(byte[] rs) {
        var r = new BigInteger(1, Arrays.copyOf(rs, 32)).toByteArray();
        var s = new BigInteger(1, Arrays.copyOfRange(rs, 32, 64)).toByteArray();
        var hex = HexFormat.of();
        var body = String.format("02%02x", r.length)
                + hex.formatHex(r)
                + String.format("02%02x", s.length)
                + hex.formatHex(s);
        return hex.parseHex(String.format("30%02x", body.length() / 2) + body);
    }

    private static Set<VerificationKey> keys(Signer... signers) {
        return Set.copyOf(Arrays.stream(signers).map(Signer::key).toList());
    }

    private static Signer signer(Scheme scheme) {
        return KeyFile.generate(scheme, new SecureRandom());
    }

    private static void assertRefused(Runnable action, String message) {
        assertThatThrownBy(action::run).isInstanceOf(RefusedException.class).hasMessageContaining(message);
    }
}
