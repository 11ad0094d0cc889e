package dev.meshwright.cli;

import dev.meshwright.trust.signature.KeyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The private keys a command signs with: encrypted files.
final class KeyOptions {
    @Option(names = "--key", paramLabel = "FILE", description = "A private key to sign with; can be repeated.")
    private List<Path> files = List.of();

    @Mixin
    private PasswordOptions passwords = new PasswordOptions();

    boolean areGiven() {
        return !files.isEmpty();
    }

    List<KeyFile> read() {
        var keys = new ArrayList<KeyFile>();
        for (int i = 0; i < files.size(); i++) {
            var text = PasswordOptions.text(files.get(i));
            var password = passwords.read(files.get(i), i);
            keys.add(KeyFile.read(text, password));
            Arrays.fill(password, '\0');
        }
        return keys;
    }
}
