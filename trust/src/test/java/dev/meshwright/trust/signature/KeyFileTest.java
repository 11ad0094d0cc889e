package dev.meshwright.trust.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyFileTest {
    private static final char[] PASSWORD = "correct horse, Größe 7".toCharArray();
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "ECDSA_P256"})
    void readsBackWithItsPassword(Scheme scheme) {
        var made = KeyFile.generate(scheme, RANDOM);
        var read = KeyFile.read(made.text(PASSWORD, RANDOM), PASSWORD);

        assertThat(read.key()).isEqualTo(made.key());
        assertThat(made.key().verifies(MESSAGE, read.sign(MESSAGE))).isTrue();
    }

    @Test
    void wrongPasswordIsRefused() {
        var text = KeyFile.generate(Scheme.ED25519, RANDOM).text(PASSWORD, RANDOM);

        assertThatThrownBy(() -> KeyFile.read(text, "wrong".toCharArray())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> KeyFile.read(text, new char[0])).isInstanceOf(RefusedException.class);
    }

    @Test
    void emptyPasswordProtectsNothing() {
        assertThatThrownBy(() -> KeyFile.generate(Scheme.ED25519, RANDOM).text(new char[0], RANDOM))
                .hasMessage("the password of a key file is empty");
    }

    @Test
    void sameKeyIsWrittenDifferentlyEachTime() {
        var file = KeyFile.generate(Scheme.ED25519, RANDOM);

        assertThat(file.text(PASSWORD, RANDOM)).isNotEqualTo(file.text(PASSWORD, RANDOM));
    }

    @Test
    void publicKeyOfAnotherPairIsRefused() {
        var text = KeyFile.generate(Scheme.ED25519, RANDOM).text(PASSWORD, RANDOM);
        var secret = text.substring(0, text.indexOf("-----BEGIN PUBLIC KEY"));
        var other = KeyFile.generate(Scheme.ED25519, RANDOM).key().pem();

        assertThatThrownBy(() -> KeyFile.read(secret + other, PASSWORD))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("are not a pair");
    }

    @Test
    void keyInClearIsRefused() {
        assertThatThrownBy(() -> KeyFile.read(
                        Keys.P256 + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", PASSWORD))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ENCRYPTED PRIVATE KEY");
    }

    @Test
    void rsaKeyIsRefused() {
        assertThatThrownBy(() -> KeyFile.read(Keys.RSA_2048, PASSWORD))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("only verify");
    }

    @Test
    void opensslReadsOurFile(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(OpenSsl.isInstalled(), "openssl is not installed: not compared with it");
        var file = KeyFile.generate(Scheme.ECDSA_P256, RANDOM);
        Files.writeString(folder.resolve("key.pem"), file.text("secret".toCharArray(), RANDOM));
        Files.write(folder.resolve("message"), MESSAGE);

        OpenSsl.run(folder, "pkey", "-in", "key.pem", "-passin", "pass:secret", "-pubout", "-out", "public.pem");
        OpenSsl.run(
                folder,
                "dgst",
                "-sha256",
                "-sign",
                "key.pem",
                "-passin",
                "pass:secret",
                "-out",
                "signature",
                "message");

        assertThat(VerificationKey.readPem(Files.readString(folder.resolve("public.pem"))))
                .isEqualTo(file.key());
        assertThat(file.key().verifies(MESSAGE, Files.readAllBytes(folder.resolve("signature"))))
                .isTrue();
    }

    @Test
    void fileOfOpensslIsReadIfItsRoundsAreEnough(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(OpenSsl.isInstalled(), "openssl is not installed: not compared with it");
        OpenSsl.run(folder, "genpkey", "-algorithm", "ed25519", "-out", "clear.pem");
        OpenSsl.run(folder, "pkey", "-in", "clear.pem", "-pubout", "-out", "public.pem");

        var strong = encryptedByOpenssl(folder, "200000", "aes-256-cbc");
        assertThat(KeyFile.read(strong, "secret".toCharArray()).key()).isNotNull();
        assertThatThrownBy(
                        () -> KeyFile.read(encryptedByOpenssl(folder, "2048", "aes-256-cbc"), "secret".toCharArray()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("2048 rounds");
        assertThatThrownBy(() -> KeyFile.read(encryptedByOpenssl(folder, "100000", "aes-128-cbc"), PASSWORD))
                .isInstanceOf(RefusedException.class);
    }

    private static String encryptedByOpenssl(Path folder, String rounds, String cipher)
            throws IOException, InterruptedException {
        OpenSsl.run(
                folder,
                "pkcs8",
                "-topk8",
                "-in",
                "clear.pem",
                "-v2",
                cipher,
                "-v2prf",
                "hmacWithSHA256",
                "-iter",
                rounds,
                "-passout",
                "pass:secret",
                "-out",
                "key.pem");
        return Files.readString(folder.resolve("key.pem")) + Files.readString(folder.resolve("public.pem"));
    }
}
