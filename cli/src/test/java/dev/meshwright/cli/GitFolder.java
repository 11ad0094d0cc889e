package dev.meshwright.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// A Git repository with the smallest platform and its root certificate in it.
record GitFolder(Path path) {
    /// Public, and good for nothing.
    static final String ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARmgAwIBAgIUGdQv7P2F6BpI+8zoIHqde+eF/RAwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEcm9vdDAeFw0yNjExMjEyMTI2NDFaFw0zNjExMTgyMTI2NDFa
            MA8xDTALBgNVBAMMBHJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATHGbg+
            oudiCycQfWS6zKLzdnjpZCWGkDcsrkcBp2tJbbRaNgfg1fMEIcf4HRJPgocOhw++
            DADwzJy7t5oAyPGJo1MwUTAdBgNVHQ4EFgQUd4ka7qHVht7DvJqUmZp7MwPZTAww
            HwYDVR0jBBgwFoAUd4ka7qHVht7DvJqUmZp7MwPZTAwwDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNJADBGAiEAurQdQ9a91dafYBIyzoEx47tSWKc010Rn9cPG
            aIoXZ6MCIQCCBT/0JHfSz3A+T5yJuV44CT2ARR4s14/KFkNEfi5q+g==
            -----END CERTIFICATE-----
            """;

    private static final PersonIdent ANN = new PersonIdent("a", "a@example.com", Instant.EPOCH, ZoneOffset.UTC);

    static GitFolder small(Path parent) throws IOException, GitAPIException {
        var folder = new GitFolder(Files.createDirectories(parent.resolve("git")));
        Git.init().setDirectory(folder.path.toFile()).call().close();
        Typed.small(folder.path);
        Files.writeString(folder.path.resolve("root.pem"), ROOT);
        folder.commit();
        return folder;
    }

    GitFolder write(String file, String text) throws IOException {
        var target = path.resolve(file);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.writeString(target, text);
        return this;
    }

    String commit() throws IOException, GitAPIException {
        try (var git = Git.open(path.toFile())) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage("A change")
                    .setSign(false)
                    .setAuthor(ANN)
                    .setCommitter(ANN)
                    .call()
                    .name();
        }
    }

    Typed build(Path out, Object... more) {
        var words = new ArrayList<Object>();
        words.addAll(
                List.of("bundle", "build", path.resolve("k8s"), "-o", out, "--trust-bundle", path.resolve("root.pem")));
        words.addAll(List.of(more));
        return Typed.command(words.toArray());
    }
}
