package dev.meshwright.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/// The commands by the names they are typed with.
final class Commands {
    private static final SequencedMap<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    /// Commands of two words, of which the first is a command too.
    private static final Map<String, Function<Terminal, Object>> BELOW = new HashMap<>();

    static {
        ALL.put("onboard", Onboard::new);
        ALL.put("map", MapCommand::new);
        ALL.put("init", Init::new);
        ALL.put("generate", Generate::new);
        ALL.put("check", Check::new);
        ALL.put("review", Review::new);
        ALL.put("explain", Explain::new);
        ALL.put("can", Can::of);
        ALL.put("access", AccessCommands::of);
        ALL.put("plan", Plan::new);
        ALL.put("posture", Posture::new);
        ALL.put("bundle", BundleCommands::of);
        ALL.put("repository", RepositoryCommands::of);
        ALL.put("version", Version::new);
        BELOW.put("map diff", MapDiffCommand::new);
        BELOW.put("posture digest", PostureDigestCommand::new);
    }

    private Commands() {}

    /// The command line for what was typed, of which the first word counts. Only that command is looked at, because
    /// looking at all of them takes longer than most of them run. For a word that is no command all are there, to
    /// name the closest.
    static CommandLine commandLine(Object top, Terminal terminal, List<String> words) {
        var commandLine = new CommandLine(top);
        String typed = words.getFirst();
        var chosen = ALL.get(typed);
        var second = words.size() > 1 ? words.get(1) : "";
        var below = BELOW.get(typed + " " + second);
        if (below != null) {
            commandLine.addSubcommand(typed, new CommandLine(new Group()).addSubcommand(second, below.apply(terminal)));
        } else if (typed.equals("repository")) {
            commandLine.addSubcommand(
                    typed,
                    RepositoryCommands.of(terminal, words.stream().skip(1).findFirst()));
        } else if (chosen != null) {
            commandLine.addSubcommand(typed, chosen.apply(terminal));
        } else {
            ALL.forEach((name, command) -> commandLine.addSubcommand(name, command.apply(terminal)));
        }
        commandLine.getSubcommands().values().forEach(Commands::addHelp);
        return commandLine;
    }

    /// What stands before a second word. A command that takes paths cannot have commands below it, as it would ask for
    /// its own paths.
    @Command
    private static final class Group {}

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this.")
                        .build());
        command.getSubcommands().values().forEach(Commands::addHelp);
    }
}
