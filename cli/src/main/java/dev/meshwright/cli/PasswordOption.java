package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the password of a key file comes from: never from the command line, which others can see.
final class PasswordOption {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds the password of the key files in its first line; else it is asked for.")
    private @Nullable Path file;

    char[] read(String what) {
        if (file == null) {
            var console = System.console();
            if (console == null || !console.isTerminal()) {
                throw new MeshwrightException("the password of " + what
                        + " cannot be asked for here. Name a file that holds it with --password-file.");
            }
            var typed = console.readPassword("Password of %s: ", what);
            return typed;
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        } catch (IOException e) {
            throw new MeshwrightException("the password file " + file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }
}
