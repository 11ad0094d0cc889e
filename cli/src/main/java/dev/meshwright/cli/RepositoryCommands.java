package dev.meshwright.cli;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `meshwright repository`: a TUF repository of signed configuration, from its keys to its clients.
@Command(
        name = "repository",
        header = {
            "Keeps a repository of signed configuration (TUF) as static files.",
            "",
            "Examples:",
            "  meshwright repository client --metadata-dir trusted init root.json",
            ""
        })
final class RepositoryCommands implements Runnable {
    private static final SequencedMap<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("client", RepositoryClient::new);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set before it runs
    private CommandSpec spec;

    private RepositoryCommands() {}

    static CommandLine of(Terminal terminal) {
        return of(terminal, Optional.empty());
    }

    /// Only the command that was typed, as looking at all of them takes long; all of them for a word that is none.
    static CommandLine of(Terminal terminal, Optional<String> typed) {
        var commandLine = new CommandLine(new RepositoryCommands());
        ALL.forEach((name, command) -> {
            if (typed.filter(ALL::containsKey).map(name::equals).orElse(true)) {
                commandLine.addSubcommand(name, command.apply(terminal));
            }
        });
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }
}
