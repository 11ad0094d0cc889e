package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Provenance;
import dev.meshwright.trust.dsse.Envelope;
import dev.meshwright.trust.dsse.Statement;
import dev.meshwright.trust.signature.KeyFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle sign`.
@Command(
        name = "sign",
        header = {
            "Signs where bundles come from; several people sign one after the other.",
            "",
            "Examples:",
            "  meshwright bundle sign bundles/*.statement.json --key build.key",
            "  meshwright bundle sign bundles/shop.cart.statement.json --key build.key --password-file password",
            ""
        })
final class BundleSign implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "STATEMENT", description = "What `bundle build` wrote.")
    private List<Path> files = List.of();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleSign(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!keys.areGiven()) {
            throw new MeshwrightException("say which key to sign with: --key FILE. Nothing was signed.");
        }
        var signers = keys.read();
        for (var path : files) {
            var file = BundleFile.of(path);
            try {
                var statement = file.readStatement();
                Provenance.of(statement, file.readBundle());
                file.writeEnvelope(signed(file, statement, signers));
            } catch (RefusedException e) {
                throw new RefusedException(file.statement() + ": " + e.getMessage() + ". It was not signed.", e);
            }
            terminal.print("signed  " + GivenFile.shown(file.envelope()) + "\n");
        }
        return 0;
    }

    /// What others signed before stays if it is the same statement.
    private static Envelope signed(BundleFile file, Statement statement, List<KeyFile> signers) {
        var earlier = file.isSigned() ? file.readEnvelope() : null;
        var envelope = earlier != null && earlier.holds(Statement.PAYLOAD_TYPE, statement.bytes())
                ? earlier
                : Envelope.sign(Statement.PAYLOAD_TYPE, statement.bytes(), signers.getFirst());
        for (var signer : signers) {
            envelope = envelope.with(signer);
        }
        return envelope;
    }
}
