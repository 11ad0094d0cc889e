package dev.meshwright.trust.signature;

import java.util.Arrays;
import java.util.Optional;

/// A way of signing, under the names TUF metadata has for its kind of key and for itself.
public enum Scheme {
    ED25519("ed25519", "ed25519"),
    ECDSA_P256("ecdsa", "ecdsa-sha2-nistp256"),
    RSA_PSS("rsa", "rsassa-pss-sha256");

    private final String keyType;
    private final String tufName;

    Scheme(String keyType, String tufName) {
        this.keyType = keyType;
        this.tufName = tufName;
    }

    public String keyType() {
        return keyType;
    }

    public String tufName() {
        return tufName;
    }

    static Optional<Scheme> of(String keyType, String tufName) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.tufName.equals(tufName))
                .filter(scheme -> scheme.keyType.equals(keyType) || scheme.isFormerKeyType(keyType))
                .findFirst();
    }

    /// Older repositories name the scheme in place of the kind of key.
    private boolean isFormerKeyType(String keyType) {
        return this == ECDSA_P256 && keyType.equals(tufName);
    }
}
