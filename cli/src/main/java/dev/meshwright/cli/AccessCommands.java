package dev.meshwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `meshwright access`: the questions about who may call whom.
@Command(
        name = "access",
        header = {
            "Answers who may call whom, by what the policies mean.",
            "",
            "Examples:",
            "  meshwright access who-can shop/cart k8s out",
            "  meshwright access matrix k8s out --format csv",
            "  meshwright access diff before/ after/",
            "  meshwright access test access.yaml k8s out",
            ""
        })
final class AccessCommands implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before it runs
    private CommandSpec spec;

    private AccessCommands() {}

    static CommandLine of(Terminal terminal) {
        return new CommandLine(new AccessCommands())
                .addSubcommand("matrix", new AccessMatrix(terminal))
                .addSubcommand("who-can", WhoCan.of(terminal))
                .addSubcommand("reach", AccessReach.of(terminal))
                .addSubcommand("diff", new AccessDiffCommand(terminal))
                .addSubcommand("test", AccessTest.of(terminal))
                .addSubcommand("evaluate", new AccessEvaluate(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to answer: " + String.join(", ", spec.subcommands().keySet()));
    }
}
