package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Provenance;
import dev.meshwright.trust.dsse.Statement;
import dev.meshwright.trust.release.Agreement;
import dev.meshwright.trust.signature.VerificationKey;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle verify`.
@Command(
        name = "verify",
        header = {
            "Says whether bundles are what enough of these keys signed, and where they come from.",
            "",
            "Examples:",
            "  meshwright bundle verify bundles/*.bundle.json --key build.pub",
            "  meshwright bundle verify bundles/shop.cart.bundle.json --key a.pub --key b.pub --threshold 2",
            ""
        })
final class BundleVerify implements Callable<Integer> {
    private static final int SHORT = 12;

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "Bundles with their envelopes beside them.")
    private List<Path> files = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "A public key in PEM that is trusted; may be repeated.")
    private List<Path> keys = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "N",
            description = "How many of the keys have to have signed (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int threshold = 1;

    @Option(
            names = "--approve",
            paramLabel = "DIR",
            description = "Puts what is verified below DIR as `repository add REPO DIR` takes it.")
    private @Nullable Path approved;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleVerify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var trusted = new LinkedHashSet<>(PublicKeys.read(keys));
        if (threshold < 1 || threshold > trusted.size()) {
            throw new MeshwrightException("--threshold " + threshold + " does not fit " + trusted.size() + " keys.");
        }
        int exit = 0;
        for (var path : files) {
            exit = Math.max(exit, verify(BundleFile.of(path), trusted));
        }
        return exit;
    }

    private int verify(BundleFile file, Set<VerificationKey> trusted) {
        try {
            var bundle = file.readBundle();
            if (!file.isSigned()) {
                throw new RefusedException("there is no envelope " + file.envelope() + " that signs it");
            }
            var payload = file.readEnvelope().verify(Statement.PAYLOAD_TYPE, trusted, threshold);
            var provenance = Provenance.of(Statement.read(payload), bundle);
            terminal.print("verified  %s  %s  of commit %s by %s%n"
                    .formatted(
                            bundle.workloadClass(),
                            bundle.digest().substring(0, SHORT),
                            provenance.revision().substring(0, SHORT),
                            Visible.text(provenance.builder())));
            provenance
                    .allowed()
                    .forEach(one -> terminal.print("  allowed  "
                            + Visible.text(one.place() + "  " + one.what() + "  because: " + one.reason()) + "\n"));
            if (approved != null) {
                var path = Agreement.bundlePath(bundle.workloadClass(), bundle.digest());
                BundleFile.write(approved.resolve(path), bundle.bytes());
            }
            return 0;
        } catch (RefusedException e) {
            terminal.print(
                    "refused   " + GivenFile.shown(file.bundle()) + ": " + Visible.text(e.getMessage() + "") + "\n");
            return 1;
        }
    }
}
