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
            "  meshwright repository init repo --root-key root.key --targets-key targets.key --online-key online.key",
            "  meshwright repository add repo out/bundles",
            "  meshwright repository publish repo --key root.key --key targets.key --key online.key",
            "  meshwright repository status repo",
            ""
        })
final class RepositoryCommands implements Runnable {
    private static final SequencedMap<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("key", RepositoryKey::new);
        ALL.put("init", RepositoryInit::new);
        ALL.put("delegate", RepositoryDelegate::new);
        ALL.put("add", RepositoryAdd::new);
        ALL.put("remove", RepositoryRemove::new);
        ALL.put("publish", RepositoryPublish::new);
        ALL.put("request", RepositoryRequest::new);
        ALL.put("sign", RepositorySign::new);
        ALL.put("merge", RepositoryMerge::new);
        ALL.put("rotate-key", RepositoryRotateKey::new);
        ALL.put("revoke", RepositoryRevoke::new);
        ALL.put("refresh", RepositoryRefresh::new);
        ALL.put("status", RepositoryStatus::new);
        ALL.put("verify", RepositoryVerify::new);
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
