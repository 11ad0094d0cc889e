package dev.meshwright.trust.signature;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final HexFormat HEX = HexFormat.of();
    private static final BigInteger P = Ed25519.P;

    @Test
    void keyIdsAreThoseOfTheReferenceImplementation() {
        assertThat(tuf("ed25519", "ed25519", Keys.ED25519).keyId()).isEqualTo(Keys.ED25519_ID);
        assertThat(VerificationKey.readPem(Keys.P256).keyId()).isEqualTo(Keys.P256_ID);
    }

    @Test
    void tufFormReadsBackAsTheSameKey() {
        for (var key : new VerificationKey[] {
            tuf("ed25519", "ed25519", Keys.ED25519), VerificationKey.readPem(Keys.P256), rsa(Keys.RSA_2048)
        }) {
            assertThat(VerificationKey.read(key.toJson())).isEqualTo(key);
            assertThat(VerificationKey.readPem(key.pem())).isEqualTo(key);
        }
    }

    @Test
    void sameKeyUnderItsFormerTypeIsEqual() {
        assertThat(tuf("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", Keys.P256))
                .isEqualTo(tuf("ecdsa", "ecdsa-sha2-nistp256", Keys.P256));
    }

    @Test
    void signaturesOfAnotherImplementationVerify() {
        assertThat(tuf("ed25519", "ed25519", Keys.ED25519).verifies(HELLO, HEX.parseHex(Keys.ED25519_HELLO)))
                .isTrue();
        assertThat(rsa(Keys.RSA_2048).verifies(HELLO, HEX.parseHex(Keys.RSA_2048_HELLO)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256"})
    void noByteOfASignatureOrMessageCanChange(Scheme scheme) {
        var signer = KeyFile.generate(scheme, new SecureRandom());
        var signature = signer.sign(HELLO);

        assertThat(signer.key().verifies(HELLO, signature)).isTrue();
        for (int bit = 0; bit < 8 * signature.length; bit += 7) {
            assertThat(signer.key().verifies(HELLO, flipped(signature, bit))).isFalse();
        }
        for (int bit = 0; bit < 8 * HELLO.length; bit += 7) {
            assertThat(signer.key().verifies(flipped(HELLO, bit), signature)).isFalse();
        }
        assertThat(KeyFile.generate(scheme, new SecureRandom()).key().verifies(HELLO, signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void signatureOfAnotherLengthDoesNotVerify(Scheme scheme) {
        var key = switch (scheme) {
            case ED25519 -> tuf("ed25519", "ed25519", Keys.ED25519);
            case ECDSA_P256 -> VerificationKey.readPem(Keys.P256);
            case RSA_PSS -> rsa(Keys.RSA_2048);
        };
        for (int length : new int[] {0, 1, 2, 8, 63, 64, 65, 72, 255, 256, 257, 100_000}) {
            assertThat(key.verifies(HELLO, new byte[length])).isFalse();
        }
    }

    @Test
    void ed25519SignatureHasOneS() {
        var signature = HEX.parseHex(Keys.ED25519_HELLO);
        var s = littleEndian(Arrays.copyOfRange(signature, 32, 64));
        var malleated = signature.clone();
        System.arraycopy(encode(s.add(Ed25519.L)), 0, malleated, 32, 32);

        assertThat(Ed25519.isSignature(signature)).isTrue();
        assertThat(Ed25519.isSignature(malleated)).isFalse();
        assertThat(tuf("ed25519", "ed25519", Keys.ED25519).verifies(HELLO, malleated))
                .isFalse();
    }

    @Test
    void ed25519SignatureWithRNotReducedIsRefused() {
        var signature = HEX.parseHex(Keys.ED25519_HELLO);
        System.arraycopy(encode(P.add(ONE)), 0, signature, 0, 32);

        assertThat(Ed25519.isSignature(signature)).isFalse();
    }

    /// Under each of these, one signature verifies for many messages or for all.
    @ParameterizedTest
    @MethodSource
    void ed25519KeyOfSmallOrderIsRefused(BigInteger y) {
        for (var encoded : new BigInteger[] {y, y.setBit(255)}) {
            assertRefused(() -> tuf("ed25519", "ed25519", HEX.formatHex(encode(encoded))), "full order");
        }
    }

    static Stream<BigInteger> ed25519KeyOfSmallOrderIsRefused() {
        return Stream.of(ZERO, ONE, P.subtract(ONE), Ed25519.ORDER_8, P.subtract(Ed25519.ORDER_8), P, P.add(ONE));
    }

    @Test
    void pointsOfOrderEightSolveTheirEquation() {
        var square = Ed25519.ORDER_8.modPow(TWO, P);

        assertThat(Ed25519.D.multiply(square).add(TWO).multiply(square).mod(P)).isEqualTo(ONE);
    }

    @Test
    void ed25519KeyThatIsNotReducedOrNotOnTheCurveIsRefused() {
        assertRefused(
                () -> tuf("ed25519", "ed25519", HEX.formatHex(encode(P.add(BigInteger.valueOf(3))))), "canonical");
        assertRefused(() -> tuf("ed25519", "ed25519", "02" + "0".repeat(62)), "on the curve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "03a1 7bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"})
    void ed25519KeyIs64HexadecimalDigits(String hex) {
        assertRefused(() -> tuf("ed25519", "ed25519", hex), "64 hexadecimal digits");
    }

    @Test
    void keyOfAnotherCurveIsRefused() {
        assertRefused(() -> tuf("ecdsa", "ecdsa-sha2-nistp256", Keys.P384), "wrong curve");
        assertRefused(() -> tuf("ecdsa", "ecdsa-sha2-nistp256", Keys.SECP256K1), "ecdsa-sha2-nistp256");
        assertRefused(() -> tuf("ecdsa", "ecdsa-sha2-nistp256", Keys.RSA_2048), "ecdsa-sha2-nistp256");
        assertRefused(() -> tuf("rsa", "rsassa-pss-sha256", Keys.P256), "rsassa-pss-sha256");
    }

    @Test
    void p256PointOffTheCurveOrAllZeroIsRefused() {
        var der = Pem.read("PUBLIC KEY", Keys.P256);
        var off = flipped(der, 8 * der.length - 8);
        var zero = der.clone();
        Arrays.fill(zero, der.length - 64, der.length, (byte) 0);

        assertRefused(() -> tuf("ecdsa", "ecdsa-sha2-nistp256", Pem.write("PUBLIC KEY", off)), "");
        assertRefused(() -> tuf("ecdsa", "ecdsa-sha2-nistp256", Pem.write("PUBLIC KEY", zero)), "");
    }

    @Test
    void bytesAfterAKeyAreRefused() {
        for (var pem : new String[] {Keys.P256, Keys.RSA_2048}) {
            var der = Pem.read("PUBLIC KEY", pem);
            assertRefused(
                    () -> VerificationKey.readPem(Pem.write("PUBLIC KEY", Arrays.copyOf(der, der.length + 1))), "");
        }
    }

    @Test
    void shortRsaKeyIsRefused() {
        assertRefused(() -> rsa(Keys.RSA_1024), "size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"})
    void textThatIsNoPemIsRefused(String text) {
        assertRefused(() -> VerificationKey.readPem(text), "expected one");
    }

    @Test
    void secondKeyInOneTextIsRefused() {
        assertRefused(() -> VerificationKey.readPem(Keys.P256 + Keys.RSA_2048), "expected one");
    }

    @Test
    void unknownSchemesAreNamed() {
        assertRefused(() -> tuf("rsa", "rsa-pkcs1v15-sha256", Keys.RSA_2048), "rsa-pkcs1v15-sha256 are not supported");
        assertRefused(() -> tuf("rsa", "ed25519", Keys.RSA_2048), "not supported");
    }

    /// r and s of one signature in every encoding that is not DER, or out of 1..n-1.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3006020100020101", // r = 0
                "3006020101020100", // s = 0
                "30060201ff020101", // r < 0
                "300702020001020101", // r padded
                "308106020101020101", // length in two bytes
                "3080020101020101", // indefinite length
                "30060201010201010000", // trailing bytes
                "3008020101020101", // length past the end
                "300602010102017f00",
                "3003020101", // s missing
                "3009020101020101020101", // a third integer
                "3005020002010100", // empty integer
                "3106020101020101", // a set
                "3006030101020101", // a bit string
                "30",
                "",
                "3000",
                "30020200",
                "300402017f02",
                // r = n
                "3026022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551020101",
                // s = n
                "3026020101022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
            })
    void ecdsaSignatureHasOneEncoding(String hex) {
        assertThat(EcdsaP256.isSignature(HEX.parseHex(hex))).isFalse();
    }

    @Test
    void smallestAndLargestScalarsAreWellFormed() {
        assertThat(EcdsaP256.isSignature(HEX.parseHex("3006020101020101"))).isTrue();
        assertThat(EcdsaP256.isSignature(HEX.parseHex(
                        "3026020101022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")))
                .isTrue();
    }

    @Test
    void plainConcatenationOfRAndSIsRefused() {
        var raw = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");

        assertThat(VerificationKey.readPem(Keys.P256).verifies(HELLO, raw)).isFalse();
    }

    private static VerificationKey rsa(String pem) {
        return tuf("rsa", "rsassa-pss-sha256", pem);
    }

    private static VerificationKey tuf(String keyType, String scheme, String value) {
        var keyval = new LinkedHashMap<String, Json>();
        keyval.put("public", new Json.Text(value));
        var members = new LinkedHashMap<String, Json>();
        members.put("keytype", new Json.Text(keyType));
        members.put("scheme", new Json.Text(scheme));
        members.put("keyval", new Json.Obj(keyval));
        return VerificationKey.read(new Json.Obj(members));
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(RefusedException.class).hasMessageContaining(message);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        var changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static byte[] encode(BigInteger value) {
        var bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger littleEndian(byte[] bytes) {
        var value = ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value.shiftLeft(8).add(BigInteger.valueOf(bytes[i] & 0xff));
        }
        return value;
    }
}
