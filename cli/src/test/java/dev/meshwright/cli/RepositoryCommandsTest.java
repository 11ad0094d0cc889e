package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A repository by its commands; the whole of its life is in `docs/repository.md`, which RepositoryDocsIT runs.
class RepositoryCommandsTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    /// Encrypting a key takes long on purpose.
    @BeforeAll
    static void key() throws IOException {
        Files.writeString(shared.resolve("password"), "not a secret");
        succeeds(
                "key",
                shared.resolve("key").toString(),
                "--password-file",
                shared.resolve("password").toString());
    }

    @BeforeEach
    void files() throws IOException {
        for (var name : List.of("key", "key.pub")) {
            Files.copy(shared.resolve(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(folder.resolve("password"), "not a secret");
        Files.writeString(folder.resolve("wrong"), "something else");
        Files.writeString(
                Files.createDirectories(folder.resolve("bundles/shop")).resolve("cart"), "first");
    }

    @Test
    void draftedSignedAndPublishedTargetsAreVerified() throws IOException {
        assertThat(Files.getPosixFilePermissions(folder.resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(initialized()).contains("Missing     root is signed by 0 of its keys, 1 are needed");
        assertThat(succeeds("add", in("repo"), in("bundles"))).contains("Drafted     targets version 1");
        assertThat(refused("publish", in("repo"))).contains("root is signed by 0 of its keys, 1 are needed");
        assertThat(refused("publish", in("repo"), "--key", in("key"), "--password-file", in("wrong")))
                .contains("wrong password");

        assertThat(published()).contains("timestamp.json");
        assertThat(succeeds("status", in("repo")))
                .contains("root         version 1, good for 364 days", "Targets      1");
        assertThat(verified()).startsWith("Verified    1 targets; good until ");

        succeeds("remove", in("repo"), "shop/cart");
        assertThat(verified()).startsWith("Verified    1 targets");
        published();
        assertThat(verified()).startsWith("Verified    0 targets");
        assertThat(refused("remove", in("repo"), "shop/cart")).contains("there is no target shop/cart");
        assertThat(refused(
                        "init",
                        in("repo"),
                        "--root-key",
                        in("key"),
                        "--targets-key",
                        in("key"),
                        "--online-key",
                        in("key")))
                .contains("there is a repository already");
    }

    @Test
    void changedFilesAreNotVerified() throws IOException {
        initialized();
        succeeds("add", in("repo"), in("bundles/shop/cart"), "--below", "shop/");
        published();
        try (var stored = Files.list(folder.resolve("repo/targets/shop"))) {
            Files.writeString(stored.findFirst().orElseThrow(), "evil!");
        }

        assertThat(refused("verify", in("repo"), "--root", in("repo/metadata/1.root.json")))
                .contains("the target \"shop/cart\" has the sha256");
    }

    @Test
    void oneCommandAtATimeWorksOnARepository() throws IOException {
        Files.createDirectories(folder.resolve("repo/staged"));
        var lock = folder.resolve("repo/staged/.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(Typed.command("repository", "status", in("repo")).err()).contains("another command works on");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delegate REPO team --role-key KEY.pub",
                "delegate REPO team --bins 3 --role-key KEY.pub",
                "delegate REPO Team --path * --role-key KEY.pub",
                "delegate REPO team --path * --role-key KEY.pub --threshold 2",
                "delegate REPO team --path * --role-key missing",
                "rotate-key REPO --role nobody --add KEY.pub",
                "revoke REPO 0000000000000000000000000000000000000000000000000000000000000000",
                "revoke REPO KEY.pub",
                "add REPO missing",
                "add REPO KEY --below ../x",
                "refresh REPO --role nobody",
                "refresh REPO --timestamp-lifetime soon",
                "merge REPO KEY",
                "sign KEY",
                "key KEY",
                "verify REPO --root KEY",
                "publish REPO --key KEY",
                "frobnicate",
            })
    void whatIsWrongIsSaidInOneLine(String line) {
        initialized();
        var words = new ArrayList<Object>(List.of("repository"));
        for (var word : line.split(" ", -1)) {
            words.add(word.replace("REPO", in("repo")).replace("KEY", in("key")));
        }
        var typed = Typed.command(words.toArray());

        assertThat(typed.exitCode()).isBetween(1, 2);
        assertThat(typed.err()).startsWith("meshwright: ").doesNotContain("should not have happened");
    }

    private String initialized() {
        return succeeds(
                "init", in("repo"), "--root-key", in("key"), "--targets-key", in("key"), "--online-key", in("key.pub"));
    }

    private String published() {
        return succeeds("publish", in("repo"), "--key", in("key"), "--password-file", in("password"));
    }

    private String verified() {
        return succeeds("verify", in("repo"), "--root", in("repo/metadata/1.root.json"));
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static String succeeds(String... words) {
        var typed = typed(words);
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        return typed.out();
    }

    private static String refused(String... words) {
        var typed = typed(words);
        assertThat(typed.exitCode()).as(typed.out()).isEqualTo(1);
        return typed.err();
    }

    private static Typed typed(String... words) {
        var all = new ArrayList<Object>(List.of("repository"));
        all.addAll(List.of(words));
        return Typed.command(all.toArray());
    }
}
