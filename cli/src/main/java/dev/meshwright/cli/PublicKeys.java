package dev.meshwright.cli;

import dev.meshwright.trust.signature.VerificationKey;
import java.nio.file.Path;
import java.util.List;

/// Public keys from files. A private key file holds its public key, too, and no password is needed for it.
final class PublicKeys {
    private PublicKeys() {}

    static List<VerificationKey> read(List<Path> files) {
        return files.stream()
                .map(file -> VerificationKey.readPem(PasswordOptions.text(file)))
                .toList();
    }
}
