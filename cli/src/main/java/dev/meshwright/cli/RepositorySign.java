package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.DurableFile;
import dev.meshwright.trust.tuf.SigningRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `meshwright repository sign`.
@Command(
        name = "sign",
        header = {
            "Shows what a signing request is about and, with keys, adds their signatures to the file.",
            "",
            "Examples:",
            "  meshwright repository sign request.json",
            "  meshwright repository sign request.json --key alice.key",
            ""
        })
final class RepositorySign implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "REQUEST", description = "The file that `request` wrote.")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    RepositorySign(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            var request = SigningRequest.read(Files.readAllBytes(file));
            terminal.print(RequestText.write(request));
            if (keys.areGiven()) {
                var signers = keys.read();
                DurableFile.write(file, request.signedBy(signers).bytes());
                signers.forEach(signer -> terminal.print("Signed      by " + signer.key() + "\n"));
            }
        } catch (IOException e) {
            throw new MeshwrightException("cannot read or write " + file + " (" + e + ").", e);
        }
        return 0;
    }
}
