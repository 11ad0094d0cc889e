package dev.meshwright.trust.signature;

import dev.meshwright.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A key pair whose text is an encrypted private key (PKCS #8, PBES2 with PBKDF2 and AES-256-CBC) followed by its
/// public
/// key, both in PEM; `openssl pkey` reads it.
public final class KeyFile implements Signer {
    /// Guessing one password costs this many rounds of HMAC-SHA-512: the figure of OWASP for this function.
    static final int ROUNDS = 210_000;

    /// Below, a stolen file is too cheap to guess; above, a planted one keeps us busy.
    private static final int MIN_ROUNDS = 100_000;

    private static final int MAX_ROUNDS = 10_000_000;

    private static final String CIPHER = "PBEWithHmacSHA512AndAES_256";
    private static final Map<String, String> DERIVATIONS =
            Map.of(CIPHER, "PBKDF2WithHmacSHA512", "PBEWithHmacSHA256AndAES_256", "PBKDF2WithHmacSHA256");

    private static final String PRIVATE = "ENCRYPTED PRIVATE KEY";
    private static final byte[] PROBE = "meshwright key file".getBytes(StandardCharsets.UTF_8);

    private final PrivateKey secret;
    private final VerificationKey key;

    private KeyFile(PrivateKey secret, VerificationKey key) {
        this.secret = secret;
        this.key = key;
    }

    /// A new key pair; [#text] is what to keep of it.
    public static KeyFile generate(Scheme scheme, SecureRandom random) {
        if (scheme == Scheme.RSA_PSS) {
            throw new IllegalArgumentException("RSA keys only verify");
        }
        try {
            var generator = KeyPairGenerator.getInstance(VerificationKey.family(scheme));
            if (scheme == Scheme.ECDSA_P256) {
                generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            } else {
                generator.initialize(255, random);
            }
            var pair = generator.generateKeyPair();
            return new KeyFile(pair.getPrivate(), VerificationKey.of(scheme, pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + scheme, e);
        }
    }

    /// The key pair of a text that [#text] or openssl wrote.
    /// @throws RefusedException if the password is wrong, the file was changed, or its encryption is too weak
    public static KeyFile read(String text, char[] password) {
        var key = VerificationKey.readPem(text);
        if (key.scheme() == Scheme.RSA_PSS) {
            throw new RefusedException("the key file holds an RSA key: these only verify, make an Ed25519 key");
        }
        var file = new KeyFile(decrypt(Pem.read(PRIVATE, text), password, key.scheme()), key);
        if (!file.isPair()) {
            throw new RefusedException("the key file was changed: its private and public key are not a pair");
        }
        return file;
    }

    @Override
    public VerificationKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            var signature = VerificationKey.algorithm(key.scheme());
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + key, e);
        }
    }

    /// The text to keep; another one each time, as salt and initialization vector are new.
    public String text(char[] password, SecureRandom random) {
        if (password.length == 0) {
            throw new RefusedException("the password of a key file is empty");
        }
        var salt = new byte[32];
        var vector = new byte[16];
        random.nextBytes(salt);
        random.nextBytes(vector);
        try {
            var spec = new PBEParameterSpec(salt, ROUNDS, new IvParameterSpec(vector));
            var parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(encoded(spec));
            var encrypted = cipher(Cipher.ENCRYPT_MODE, CIPHER, spec, password).doFinal(secret.getEncoded());
            return Pem.write(PRIVATE, new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded()) + key.pem();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot encrypt a key", e);
        }
    }

    /// The JDK has the object identifier of PBES2 only under that name, and fills it only under the cipher's.
    private static byte[] encoded(PBEParameterSpec spec) throws GeneralSecurityException, IOException {
        var parameters = AlgorithmParameters.getInstance(CIPHER);
        parameters.init(spec);
        return parameters.getEncoded();
    }

    private boolean isPair() {
        try {
            return key.verifies(PROBE, sign(PROBE));
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static PrivateKey decrypt(byte[] der, char[] password, Scheme scheme) {
        try {
            var info = new EncryptedPrivateKeyInfo(der);
            var parameters = info.getAlgParameters();
            var name = parameters == null ? info.getAlgName() : parameters.toString();
            if (parameters == null || !DERIVATIONS.containsKey(name)) {
                throw new RefusedException("the key file is encrypted with " + name + ": use PBKDF2 and AES-256-CBC");
            }
            var spec = parameters.getParameterSpec(PBEParameterSpec.class);
            if (spec.getIterationCount() < MIN_ROUNDS || spec.getIterationCount() > MAX_ROUNDS) {
                throw new RefusedException(
                        "the key file is encrypted with " + spec.getIterationCount() + " rounds: use " + ROUNDS);
            }
            var secret = cipher(Cipher.DECRYPT_MODE, name, spec, password).doFinal(info.getEncryptedData());
            try {
                return KeyFactory.getInstance(VerificationKey.family(scheme))
                        .generatePrivate(new PKCS8EncodedKeySpec(secret));
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new RefusedException("the key file cannot be decrypted: wrong password, or not such a file", e);
        }
    }

    private static Cipher cipher(int mode, String name, PBEParameterSpec spec, char[] password)
            throws GeneralSecurityException {
        var password256 = new PBEKeySpec(password, spec.getSalt(), spec.getIterationCount(), 256);
        try {
            var derivation = SecretKeyFactory.getInstance(DERIVATIONS.get(name));
            var derived = derivation.generateSecret(password256).getEncoded();
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(derived, "AES"), spec.getParameterSpec());
            Arrays.fill(derived, (byte) 0);
            return cipher;
        } finally {
            password256.clearPassword();
        }
    }
}
