package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.access.reach.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright access who-can`.
@Command(
        name = "who-can",
        header = {
            "Lists who reaches a callee, and what decides.",
            "",
            "Examples:",
            "  meshwright access who-can payment-service/payment-service k8s out",
            "  meshwright access who-can shop/cart --method DELETE k8s out",
            ""
        })
final class WhoCan implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "TO", description = "NS/SERVICE or NS/WORKLOAD.")
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
    private Can.Format format = Can.Format.text;

    private WhoCan(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine of(Terminal terminal) {
        return AfterNames.pathsAfter(1, new WhoCan(terminal));
    }

    @Override
    public Integer call() {
        var asked = request.request();
        var answers = Reaching.in(input, terminal).whoCan(to, request.port(), asked);
        terminal.clearProgress();
        terminal.print(format == Can.Format.json ? Json.write(Map.of("answers", answers)) : text(answers));
        return 0;
    }

    private static String text(List<Answer> answers) {
        var admitted = answers.stream()
                .filter(answer -> answer.verdict() != Answer.Verdict.NO)
                .toList();
        int width = admitted.stream()
                .mapToInt(answer -> answer.from().length())
                .max()
                .orElse(0);
        var text = new StringBuilder();
        for (var answer : admitted) {
            var from = answer.from() + " ".repeat(width - answer.from().length());
            text.append("%-10s %s  %s%n".formatted(answer.verdict().word(), from, why(answer)));
        }
        int refused = answers.size() - admitted.size();
        var others = admitted.isEmpty() ? "all %d callers".formatted(refused) : refused + " others";
        return text.append("%-10s %s%n".formatted("no", others)).toString();
    }

    private static String why(Answer answer) {
        var best = answer.ways().stream()
                .min(Comparator.comparing(Answer.Way::verdict))
                .orElseThrow();
        var why = best.example().isEmpty() ? best.reasons().getLast().text() : "such as " + best.example();
        return answer.ways().size() == 1 ? why : "port " + best.port() + ": " + why;
    }
}
