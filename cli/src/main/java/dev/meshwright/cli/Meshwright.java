package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.agent.Agent;
import dev.meshwright.kube.ClusterUnreachableException;
import dev.meshwright.trust.RefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/// The `meshwright` command. Exit codes: 0 fine, 1 findings or "no", 2 wrong use or unreadable input, 3 the cluster
/// does not answer, 4 undecided.
@Command(name = "meshwright")
public final class Meshwright implements Runnable {
    private static final String OVERVIEW = """
            Gets a Kubernetes platform onto Istio safely, and proves each step.

            The whole job at once:
              meshwright onboard PATH... -o DIR    map, generate, authorize, check and plan

            Or step by step:
              meshwright map PATH...               who calls whom, with the evidence
              meshwright init PATH...              writes meshwright.yaml, where you say what you want
              meshwright generate PATH... -o DIR   Istio configuration from the map
              meshwright check PATH...             what is wrong, where, and what to do
              meshwright plan PATH... -o DIR       the way into the mesh, phase by phase, and back

            For reviewers:
              meshwright review PATH...            posture, which rule runs where, next steps and their way back
              meshwright review NEW --diff OLD     what a change opens, breaks, and how far it goes

            Who may call whom:
              meshwright can FROM TO PATH...       yes or no, and why
              meshwright access who-can TO PATH... everyone who reaches it

            Signed configuration for agents:
              meshwright bundle build PATH... -o DIR   what each workload is to run, from a Git commit
              meshwright repository                    keeps it: keys, signatures, publishing, fetching
              meshwright agent gate                    lets a workload start with what was verified only

            Besides:
              meshwright explain CODE              what a finding means
              meshwright map diff OLD NEW          what came, went and changed between two maps
              meshwright version

            PATH is a file, a folder or - for standard input. `meshwright COMMAND --help` has examples.
            """;

    private final Terminal terminal;

    private Meshwright(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        if (arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("--help"))) {
            terminal.print(OVERVIEW);
            return 0;
        }
        if (arguments[0].equals("agent")) { // has a command line of its own, which agents run without this one
            var answer = Agent.answer(List.of(arguments).subList(1, arguments.length));
            terminal.print(answer.line());
            return answer.exitCode();
        }
        boolean debug = Arrays.asList(arguments).contains("--debug");
        var commandLine = Commands.commandLine(new Meshwright(terminal), terminal, List.of(arguments))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(110)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        var help = new StringWriter();
        commandLine.setOut(new PrintWriter(help));
        commandLine.setParameterExceptionHandler((wrong, _) -> {
            terminal.error("meshwright: " + WrongUse.explain(wrong));
            return failing(wrong.getCommandLine(), 2);
        });
        commandLine.setExecutionExceptionHandler(
                (failure, command, _) -> failing(command, failed(terminal, failure, debug)));
        int exit = commandLine.execute(arguments);
        terminal.print(help.toString());
        return exit;
    }

    /// The exit code of a failure, unless the command has one for all of them.
    private static int failing(CommandLine command, int code) {
        int own = command.getCommandSpec().exitCodeOnInvalidInput();
        return own == CommandLine.ExitCode.USAGE ? code : own;
    }

    private static int failed(Terminal terminal, Exception failure, boolean debug) {
        boolean expected = failure instanceof MeshwrightException || failure instanceof RefusedException;
        if (expected && !debug) {
            terminal.error("meshwright: " + failure.getMessage());
        } else {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            terminal.error(
                    debug
                            ? trace.toString()
                            : "meshwright: this should not have happened (" + failure
                                    + "). Please report it with the output of the same command and --debug.");
        }
        return switch (failure) {
            case ClusterUnreachableException _ -> 3;
            case RefusedException _ -> 1;
            default -> 2;
        };
    }

    @Override
    public void run() {
        terminal.print(OVERVIEW);
    }
}
