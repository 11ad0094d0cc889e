package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.cli.bundle.BundleDiff;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle diff`.
@Command(
        name = "diff",
        header = {
            "Says what differs between two bundles, value by value.",
            "",
            "Examples:",
            "  meshwright bundle diff running/shop.cart.bundle.json bundles/shop.cart.bundle.json",
            ""
        })
final class BundleDiffCommand implements Callable<Integer> {
    private static final int LONGEST_VALUE = 200;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "A bundle.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
    private Path after = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleDiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        var diff = BundleDiff.of(BundleInspect.read(before), BundleInspect.read(after));
        terminal.print(format == Format.json ? Json.write(diff) : text(diff));
        return 0;
    }

    private static String text(BundleDiff diff) {
        var text = new StringBuilder();
        for (var change : diff.changes()) {
            text.append(Visible.text(change.where())).append('\n');
            line(text, "- ", change.before());
            line(text, "+ ", change.after());
        }
        return diff.changes().isEmpty() ? "the same\n" : text.toString();
    }

    private static void line(StringBuilder text, String sign, @Nullable String value) {
        if (value != null) {
            var shown = Visible.text(value);
            text.append("  ")
                    .append(sign)
                    .append(shown.length() > LONGEST_VALUE ? shown.substring(0, LONGEST_VALUE) + "…" : shown)
                    .append('\n');
        }
    }
}
