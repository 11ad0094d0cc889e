package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright repository key`.
@Command(
        name = "key",
        header = {
            "Makes a key pair: FILE holds both, encrypted; FILE.pub the public key, to hand around.",
            "",
            "Examples:",
            "  meshwright repository key alice.key",
            "  meshwright repository key online.key --scheme ecdsa --password-file /run/secrets/online",
            ""
        })
final class RepositoryKey implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to make.")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Option(names = "--scheme", paramLabel = "ed25519|ecdsa", description = "Ed25519, or ECDSA with P-256.")
    private Kind kind = Kind.ED25519;

    @Mixin
    private PasswordOptions passwords = new PasswordOptions();

    /// The kinds of keys to sign with.
    enum Kind {
        ED25519(Scheme.ED25519),
        ECDSA(Scheme.ECDSA_P256);

        private final Scheme scheme;

        Kind(Scheme scheme) {
            this.scheme = scheme;
        }
    }

    RepositoryKey(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var random = new SecureRandom();
        var key = KeyFile.generate(kind.scheme, random);
        var publicFile = Path.of(file + ".pub");
        try {
            if (Files.exists(publicFile)) {
                throw new FileAlreadyExistsException(publicFile.toString());
            }
            var text = key.text(passwords.create(file), random);
            Files.createFile(file, onlyForOwner(file));
            Files.writeString(file, text);
            Files.writeString(publicFile, key.key().pem());
        } catch (FileAlreadyExistsException e) {
            throw new MeshwrightException(e.getFile() + " is there already. Nothing was written.", e);
        } catch (IOException e) {
            throw new MeshwrightException("cannot write " + file + " (" + e + ").", e);
        }
        terminal.print(key.key() + "  " + publicFile + "\n");
        return 0;
    }

    private static FileAttribute<?>[] onlyForOwner(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
