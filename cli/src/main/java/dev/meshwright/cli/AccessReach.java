package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.access.reach.Spread.Reached;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright access reach`.
@Command(
        name = "reach",
        header = {
            "Lists what somebody who holds a workload gets to, step by step, and on which way.",
            "",
            "Examples:",
            "  meshwright access reach shop/web k8s out",
            "  meshwright access reach shop/web k8s out --format json",
            ""
        })
final class AccessReach implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FROM", description = "NS/WORKLOAD.")
    private String from = "";

    @Mixin
    private Input input = new Input();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Can.Format format = Can.Format.text;

    private AccessReach(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine of(Terminal terminal) {
        return AfterNames.pathsAfter(1, new AccessReach(terminal));
    }

    @Override
    public Integer call() {
        var reach = Reaching.in(input, terminal);
        terminal.progress("Works out who reaches whom");
        var reached = reach.spread(from);
        terminal.clearProgress();
        terminal.print(
                format == Can.Format.json ? Json.write(Map.of("from", from, "reached", reached)) : text(reached));
        return 0;
    }

    private static String text(List<Reached> reached) {
        if (reached.isEmpty()) {
            return "nothing\n";
        }
        int width = reached.stream().mapToInt(one -> one.to().length()).max().orElse(0);
        var text = new StringBuilder();
        for (var one : reached) {
            var way = one.steps() == 1
                    ? "directly"
                    : "through "
                            + String.join(
                                    " → ", one.path().subList(1, one.path().size() - 1));
            text.append("%d  %s  %s%s%n"
                    .formatted(
                            one.steps(),
                            one.to() + " ".repeat(width - one.to().length()),
                            way,
                            one.share() == Share.SOME ? ", with some requests" : ""));
        }
        return text.toString();
    }
}
