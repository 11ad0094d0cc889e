package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.access.reach.Answer;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright can`.
@Command(
        name = "can",
        header = {
            "Says whether a caller reaches a callee, and why: every layer, with the object that decides.",
            "Exit code 0: yes, 1: no, 2: unknown name, 4: undecided. What you do not say of the request is left open.",
            "",
            "Examples:",
            "  meshwright can shop/web shop/cart k8s out",
            "  meshwright can shop/web shop/cart --method POST --path /items k8s out",
            "  meshwright can sa:shop/web shop/cart --port 80 k8s",
            "  meshwright can shop/web api.pay.example --port 443 k8s",
            "  meshwright can plaintext shop/cart --jwt '{\"iss\": \"https://issuer\", \"sub\": \"alice\"}' k8s",
            ""
        })
final class Can implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FROM", description = "NS/WORKLOAD, sa:NS/NAME, or plaintext.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "NS/SERVICE, NS/WORKLOAD, or a host outside.")
    private String to = "";

    @Mixin
    private Input input = new Input();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    private Can(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json
    }

    static CommandLine of(Terminal terminal) {
        return AfterNames.pathsAfter(2, new Can(terminal));
    }

    @Override
    public Integer call() {
        var asked = request.request();
        var reach = Reaching.in(input, terminal);
        var answer = reach.can(from, to, request.port(), asked);
        terminal.clearProgress();
        terminal.print(format == Format.json ? Json.write(answer) : AnswerText.of(answer));
        return exitCode(answer.verdict());
    }

    private static int exitCode(Answer.Verdict verdict) {
        return switch (verdict) {
            case YES, SOME -> 0;
            case NO -> 1;
            case UNDECIDED -> 4;
        };
    }
}
