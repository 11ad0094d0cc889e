package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.JunitXml;
import dev.meshwright.MeshwrightException;
import dev.meshwright.access.assertion.AssertionFile;
import dev.meshwright.access.assertion.Judgement;
import dev.meshwright.access.assertion.Judgement.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright access test`.
@Command(
        name = "test",
        header = {
            "Tests what a file says about calls that must, and must not, get through.",
            "Exit code 0: all hold, 1: one does not, 2: one cannot be read or names what is not there, 4: undecided.",
            "",
            "Examples:",
            "  meshwright access test access.yaml k8s out",
            "  meshwright access test access.yaml k8s out --format junit > access.xml",
            ""
        })
final class AccessTest implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE", description = "YAML with the lists must and mustNot.")
    private Path file = Path.of("");

    @Mixin
    private Input input = new Input();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    private AccessTest(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json,
        junit
    }

    static CommandLine of(Terminal terminal) {
        return AfterNames.pathsAfter(1, new AccessTest(terminal));
    }

    @Override
    public Integer call() {
        var asserted = read();
        var reach = Reaching.in(input, terminal);
        var judgements = asserted.assertions().stream()
                .map(assertion -> Judgement.of(reach, assertion))
                .toList();
        terminal.clearProgress();
        asserted.problems()
                .forEach(problem -> terminal.error(problem.where() + ": " + problem.message() + ". " + problem.fix()));
        terminal.print(
                switch (format) {
                    case text -> text(judgements);
                    case json -> Json.write(Map.of("assertions", judgements));
                    case junit ->
                        JunitXml.of(
                                "meshwright access test",
                                judgements.stream().map(AccessTest::testCase).toList());
                });
        return asserted.problems().isEmpty() ? exitCode(judgements) : 2;
    }

    private AssertionFile read() {
        try {
            return AssertionFile.read(
                    file.toString().replace('\\', '/'), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new MeshwrightException(file + " cannot be read. Name a file with the lists must and mustNot.", e);
        }
    }

    private static String text(List<Judgement> judgements) {
        var text = new StringBuilder();
        for (var judgement : judgements) {
            boolean holds = judgement.outcome() == Outcome.HOLDS;
            var place = judgement.assertion().where();
            text.append("%-9s  %s%n"
                    .formatted(
                            holds ? "ok" : judgement.outcome().word(),
                            judgement.assertion().name()));
            if (!holds) {
                text.append("           %s%n           %s:%d%n".formatted(judgement.why(), place.file(), place.line()));
            }
        }
        long holding = judgements.stream()
                .filter(judgement -> judgement.outcome() == Outcome.HOLDS)
                .count();
        return text.append("%n%d of %d assertions hold%n".formatted(holding, judgements.size()))
                .toString();
    }

    private static JunitXml.Case testCase(Judgement judgement) {
        var assertion = judgement.assertion();
        return judgement.outcome() == Outcome.HOLDS
                ? JunitXml.Case.passed(assertion.name())
                : new JunitXml.Case(
                        assertion.name(),
                        judgement.outcome().word(),
                        judgement.why(),
                        assertion.where().file() + ":" + assertion.where().line(),
                        "");
    }

    /// Names that are not there hide whether the assertion holds, so they count most.
    private static int exitCode(List<Judgement> judgements) {
        var outcomes = judgements.stream().map(Judgement::outcome).toList();
        if (outcomes.contains(Outcome.UNKNOWN)) {
            return 2;
        }
        return outcomes.contains(Outcome.FAILS) ? 1 : outcomes.contains(Outcome.UNDECIDED) ? 4 : 0;
    }
}
