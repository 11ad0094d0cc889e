package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `meshwright` command. Exit codes: 0 fine, 1 findings or "no", 2 wrong use or unreadable input, 3 the cluster
/// does
/// not answer, 4 undecided.
@Command(name = "meshwright", subcommands = Version.class)
public final class Meshwright {
    private Meshwright() {}

    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        CommandLine.IFactory commands = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Version.class
                        ? type.cast(new Version(terminal))
                        : CommandLine.defaultFactory().create(type);
            }
        };
        return new CommandLine(new Meshwright(), commands)
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (failure instanceof MeshwrightException) {
                        terminal.error("meshwright: " + failure.getMessage());
                        return 2;
                    }
                    throw failure;
                })
                .execute(arguments);
    }
}
