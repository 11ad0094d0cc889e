package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `meshwright`: finds the command that was typed and turns what happens into an exit code.
@Command(
        name = "meshwright",
        description = "Gets a Kubernetes platform onto Istio safely, and proves each step.",
        subcommands = Version.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Meshwright {
    /// Wrong options, a path that does not exist, or input in which nothing could be read.
    static final int UNUSABLE = 2;

    /// A fault of ours, told with its stack trace.
    static final int OUR_FAULT = 70;

    private Meshwright() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs one command line in this process.
    ///
    /// @return the exit code
    static int run(String... args) {
        return new CommandLine(new Meshwright())
                .setExecutionExceptionHandler((problem, command, parsed) -> report(problem, command))
                .execute(args);
    }

    private static int report(Exception problem, CommandLine command) throws Exception {
        if (problem instanceof MeshwrightException) {
            command.getErr().println("meshwright: " + problem.getMessage());
            return UNUSABLE;
        }
        problem.printStackTrace(command.getErr());
        return OUR_FAULT;
    }
}
