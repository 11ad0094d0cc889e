package dev.meshwright.trust.signature;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/// A public key and the scheme it is used with. Two are equal if they are the same key, whatever they are called:
/// thresholds count these, not key ids.
public final class VerificationKey {
    private static final HexFormat HEX = HexFormat.of();

    /// What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo.
    private static final byte[] ED25519_HEADER = HEX.parseHex("302a300506032b6570032100");

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;

    private final Scheme scheme;
    private final PublicKey key;

    private VerificationKey(Scheme scheme, PublicKey key) {
        this.scheme = scheme;
        this.key = key;
    }

    /// A key as TUF metadata holds it.
    /// @throws RefusedException if the type or scheme is not known, or the key is not a good one
    public static VerificationKey read(Json.Obj tufKey) {
        var keyType = tufKey.text("keytype");
        var name = tufKey.text("scheme");
        var scheme = Scheme.of(keyType, name)
                .orElseThrow(() -> new RefusedException(
                        "keys of type " + keyType + " with scheme " + name + " are not supported"));
        var value = tufKey.object("keyval").text("public");
        return scheme == Scheme.ED25519 ? ed25519(value) : spki(scheme, Pem.read("PUBLIC KEY", value));
    }

    /// A SubjectPublicKeyInfo in PEM; its kind of key decides the scheme.
    /// @throws RefusedException if it is not a good key of a kind known here
    public static VerificationKey readPem(String pem) {
        var der = Pem.read("PUBLIC KEY", pem);
        for (var scheme : Scheme.values()) {
            if (isKeyOf(scheme, der)) {
                return spki(scheme, der);
            }
        }
        throw new RefusedException("the public key is neither Ed25519, ECDSA P-256 nor RSA");
    }

    static VerificationKey of(Scheme scheme, PublicKey key) {
        return spki(scheme, key.getEncoded());
    }

    public Scheme scheme() {
        return scheme;
    }

    /// Whether this key signed the message. Never throws, whatever the signature is.
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            if (!isWellFormed(signature)) {
                return false;
            }
            var verification = algorithm(scheme);
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Identifies this key in TUF metadata: SHA-256 of the canonical form of [#toJson], in hex.
    public String keyId() {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(CanonicalJson.olpc(toJson())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /// As TUF metadata holds it.
    public Json.Obj toJson() {
        var keyval = new LinkedHashMap<String, Json>();
        keyval.put("public", new Json.Text(scheme == Scheme.ED25519 ? HEX.formatHex(raw(key.getEncoded())) : pem()));
        var members = new LinkedHashMap<String, Json>();
        members.put("keytype", new Json.Text(scheme.keyType()));
        members.put("keyval", new Json.Obj(keyval));
        members.put("scheme", new Json.Text(scheme.tufName()));
        return new Json.Obj(members);
    }

    /// SubjectPublicKeyInfo in PEM, as other tools read it.
    public String pem() {
        return Pem.write("PUBLIC KEY", key.getEncoded());
    }

    static Signature algorithm(Scheme scheme) throws GeneralSecurityException {
        return switch (scheme) {
            case ED25519 -> Signature.getInstance("Ed25519");
            case ECDSA_P256 -> Signature.getInstance("SHA256withECDSA");
            case RSA_PSS -> {
                var signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(PSS);
                yield signature;
            }
        };
    }

    private boolean isWellFormed(byte[] signature) {
        return switch (scheme) {
            case ED25519 -> Ed25519.isSignature(signature);
            case ECDSA_P256 -> EcdsaP256.isSignature(signature);
            case RSA_PSS -> true;
        };
    }

    private static VerificationKey ed25519(String hex) {
        if (hex.length() != 2 * Ed25519.KEY_BYTES || !hex.chars().allMatch(c -> c < 0x80 && HexFormat.isHexDigit(c))) {
            throw new RefusedException("an Ed25519 key is 64 hexadecimal digits");
        }
        var raw = HEX.parseHex(hex);
        var der = Arrays.copyOf(ED25519_HEADER, ED25519_HEADER.length + raw.length);
        System.arraycopy(raw, 0, der, ED25519_HEADER.length, raw.length);
        return spki(Scheme.ED25519, der);
    }

    private static byte[] raw(byte[] ed25519) {
        return Arrays.copyOfRange(ed25519, ED25519_HEADER.length, ed25519.length);
    }

    private static VerificationKey spki(Scheme scheme, byte[] der) {
        if (scheme == Scheme.ED25519 && !(hasHeader(der) && Ed25519.isKey(raw(der)))) {
            throw new RefusedException("the Ed25519 key is not a canonical point of full order on the curve");
        }
        PublicKey key;
        try {
            key = KeyFactory.getInstance(family(scheme)).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new RefusedException("the public key is not one for " + scheme.tufName(), e);
        }
        if (!Arrays.equals(key.getEncoded(), der)) {
            throw new RefusedException("the public key is not in its one DER encoding");
        }
        if (!isGood(key)) {
            throw new RefusedException(
                    "the public key is not one for " + scheme.tufName() + ": wrong curve, point or size");
        }
        return new VerificationKey(scheme, key);
    }

    private static boolean isKeyOf(Scheme scheme, byte[] der) {
        try {
            KeyFactory.getInstance(family(scheme)).generatePublic(new X509EncodedKeySpec(der));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static String family(Scheme scheme) {
        return switch (scheme) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256 -> "EC";
            case RSA_PSS -> "RSA";
        };
    }

    private static boolean hasHeader(byte[] der) {
        return Arrays.equals(Arrays.copyOf(der, ED25519_HEADER.length), ED25519_HEADER);
    }

    private static boolean isGood(PublicKey key) {
        return switch (key) {
            case EdECPublicKey _ -> true; // checked before the JDK took it apart
            case ECPublicKey ec -> EcdsaP256.isKey(ec);
            case RSAPublicKey rsa -> isGoodRsa(rsa.getModulus(), rsa.getPublicExponent());
            default -> false;
        };
    }

    private static boolean isGoodRsa(BigInteger modulus, BigInteger exponent) {
        return modulus.bitLength() >= MIN_RSA_BITS
                && modulus.bitLength() <= MAX_RSA_BITS
                && modulus.testBit(0)
                && exponent.testBit(0)
                && exponent.bitLength() > 16
                && exponent.bitLength() <= 32;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that
                && scheme == that.scheme
                && Arrays.equals(key.getEncoded(), that.key.getEncoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key.getEncoded());
    }

    @Override
    public String toString() {
        return scheme.tufName() + " " + keyId();
    }
}
