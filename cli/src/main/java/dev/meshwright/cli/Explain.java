package dev.meshwright.cli;

import dev.meshwright.posture.MismatchCode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `meshwright explain`.
@Command(
        name = "explain",
        header = {
            "Explains a finding: what it means, why it matters, what to do, a bad and a good example.",
            "",
            "Examples:",
            "  meshwright explain IST0101",
            "  meshwright explain MW1301",
            "  meshwright explain MW9008",
            ""
        })
final class Explain implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CODE", description = "Such as IST0101 or MW1301.")
    private String code = "";

    Explain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(MismatchCode.of(code.toUpperCase(Locale.ROOT))
                .map(MismatchCode::explanation)
                .orElseGet(() -> dev.meshwright.analysis.catalog.Explain.text(code)));
        return 0;
    }
}
