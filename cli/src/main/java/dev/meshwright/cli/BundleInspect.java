package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle inspect`.
@Command(
        name = "inspect",
        header = {
            "Shows what a bundle has its workload do. Whether it is to be trusted, `bundle verify` says.",
            "",
            "Examples:",
            "  meshwright bundle inspect bundles/shop.cart.bundle.json",
            "  meshwright bundle inspect bundles/shop.cart.bundle.json --format json",
            ""
        })
final class BundleInspect implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "BUNDLE", description = "A bundle.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; json is the bundle itself (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleInspect(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        var bundle = read(file);
        terminal.print(
                format == Format.json ? new String(bundle.bytes(), StandardCharsets.UTF_8) + "\n" : text(bundle));
        return 0;
    }

    /// @throws MeshwrightException if it is not a bundle
    static Bundle read(Path file) {
        try {
            return BundleFile.of(file).readBundle();
        } catch (RefusedException e) {
            throw new MeshwrightException(GivenFile.shown(file) + ": " + Visible.text(e.getMessage() + "") + ".", e);
        }
    }

    private static String text(Bundle bundle) {
        var text = new StringBuilder();
        line(text, "Class", bundle.workloadClass().toString());
        line(text, "Digest", bundle.digest());
        line(text, "Identity", bundle.policy().identity());
        line(text, "TLS", "at least " + bundle.policy().minimumTls());
        line(text, "Trusts", bundle.trustBundle().size() + " certificates");
        list(text, "Calls", bundle.policy().destinations());
        list(text, "Objects", bundle.objects().stream().map(ObjectKey::of).toList());
        return text.toString();
    }

    private static void list(StringBuilder text, String title, java.util.List<?> items) {
        var name = title;
        for (var item : items) {
            line(text, name, item.toString());
            name = "";
        }
        if (items.isEmpty()) {
            line(text, title, "none");
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-10s%s%n".formatted(name, Visible.text(value)));
    }
}
