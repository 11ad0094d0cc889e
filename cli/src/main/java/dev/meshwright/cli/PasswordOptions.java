package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the passwords of key files come from.
final class PasswordOptions {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds the password, or one in a line for each key. Without it, passwords are asked for.")
    private @Nullable Path file;

    /// The password of a new key.
    char[] create(Path key) {
        var password = read(key, 0);
        if (file == null && !Arrays.equals(password, ask("The same again: "))) {
            throw new MeshwrightException("the passwords differ. Nothing was written.");
        }
        return password;
    }

    /// The password of a key that is there.
    /// @param index which of the keys of this command it is
    char[] read(Path key, int index) {
        if (file == null) {
            return ask("Password of " + key + ": ");
        }
        var lines = text(file).lines().toList();
        if (lines.isEmpty() || (lines.size() > 1 && index >= lines.size())) {
            throw new MeshwrightException(file + " has no line with the password of " + key + ".");
        }
        return lines.get(lines.size() == 1 ? 0 : index).toCharArray();
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 has none again where nobody types
    private static char[] ask(String prompt) {
        var console = System.console();
        var typed = console != null && console.isTerminal() ? console.readPassword("%s", prompt) : null;
        if (typed == null) {
            throw new MeshwrightException("there is no terminal to ask for a password. Use --password-file.");
        }
        return typed;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new MeshwrightException("cannot read " + file + " (" + e + ").", e);
        }
    }
}
