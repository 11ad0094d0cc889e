package dev.meshwright.cli;

import static dev.meshwright.cli.Typed.command;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of a bundle from a commit to a pod, by the commands of `docs/bundle.md` and `docs/gate.md`.
class SignedDeliveryTest {
    @TempDir
    private Path folder;

    @Test
    void bundleGoesFromACommitToItsPod() throws IOException, GitAPIException {
        var git = GitFolder.small(folder);
        Files.writeString(folder.resolve("password"), "correct horse\n");
        for (var key : List.of("root", "targets", "online", "team", "director", "build")) {
            fine("repository", "key", file(key + ".key"), "--password-file", file("password"));
        }
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var bundles = folder.resolve("bundles");
        assertThat(git.build(bundles).exitCode()).isZero();
        var bundle = bundles.resolve("shop.web.bundle.json");
        sign("bundle", "sign", bundles.resolve("shop.web.statement.json"), "build");
        fine("bundle", "verify", bundle, "--key", file("build.key.pub"), "--approve", file("approved"));
        fine(
                "bundle",
                "release",
                bundle,
                "--counter",
                7,
                "--not-before",
                now,
                "--not-after",
                now.plus(Duration.ofDays(1)),
                "-o",
                file("director"));

        fine(
                "repository",
                "init",
                repo(),
                "--root-key",
                file("root.key"),
                "--targets-key",
                file("targets.key"),
                "--online-key",
                file("online.key"));
        fine(
                "repository",
                "delegate",
                repo(),
                "shop-team",
                "--path",
                "bundles/shop/*/*",
                "--role-key",
                file("team.key"));
        fine(
                "repository",
                "delegate",
                repo(),
                "director",
                "--path",
                "releases/*/*",
                "--role-key",
                file("director.key"));
        fine("repository", "add", repo(), file("approved"));
        fine("repository", "add", repo(), file("director"));
        fine("repository", "request", repo(), "-o", file("request.json"));
        for (var key : List.of("root", "targets", "team")) { // offline, each on a machine of its own
            sign("repository", "sign", file("request.json"), key);
        }
        fine("repository", "merge", repo(), file("request.json"));
        fine(
                "repository",
                "publish",
                repo(),
                "--key",
                file("director.key"),
                "--key",
                file("online.key"),
                "--password-file",
                file("password"));

        var gate = gate("--root", repo().resolve("metadata/1.root.json"), "--floor", 1);
        assertThat(gate.out()).contains("\"counter\":7", "\"result\":\"passed\"");
        assertThat(gate.exitCode()).isZero();
        assertThat(file("out/current/bundle.json")).hasSameBinaryContentAs(bundle);
        assertThat(command("agent", "verify-active", file("out"), "--state", file("state"))
                        .exitCode())
                .isZero();
        assertThat(command(
                                "bundle",
                                "release",
                                bundle,
                                "--counter",
                                7,
                                "--not-before",
                                now,
                                "--not-after",
                                now.plus(Duration.ofDays(1)),
                                "-o",
                                file("director"))
                        .err())
                .contains("the counter 7 is not above 7");
    }

    private Typed gate(Object... more) {
        var words = new java.util.ArrayList<Object>(List.of(
                "agent",
                "gate",
                "--class",
                "shop/web",
                "--instance",
                "web-0",
                "--repository",
                repo(),
                "--state",
                file("state"),
                "--out",
                file("out")));
        words.addAll(List.of(more));
        return command(words.toArray());
    }

    private void sign(Object first, Object second, Object what, String key) {
        fine(first, second, what, "--key", file(key + ".key"), "--password-file", file("password"));
    }

    private static void fine(Object... words) {
        var typed = command(words);
        assertThat(typed.exitCode()).as(typed.err() + typed.out()).isZero();
    }

    private Path repo() {
        return file("repo");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
