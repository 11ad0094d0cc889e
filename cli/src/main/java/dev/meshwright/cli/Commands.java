package dev.meshwright.cli;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The commands by the names they are typed with.
final class Commands {
    private static final SequencedMap<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("onboard", Onboard::new);
        ALL.put("map", MapCommand::new);
        ALL.put("init", Init::new);
        ALL.put("generate", Generate::new);
        ALL.put("check", Check::new);
        ALL.put("explain", Explain::new);
        ALL.put("can", Can::of);
        ALL.put("access", AccessCommands::of);
        ALL.put("plan", Plan::new);
        ALL.put("version", Version::new);
    }

    private Commands() {}

    /// The command line for what was typed first. Only that command is looked at, because looking at all of them takes
    /// longer than most of them run; for a word that is no command all are there, to name the closest.
    static CommandLine commandLine(Object top, Terminal terminal, String typed) {
        var commandLine = new CommandLine(top);
        var chosen = ALL.get(typed);
        if (chosen != null) {
            commandLine.addSubcommand(typed, chosen.apply(terminal));
        } else {
            ALL.forEach((name, command) -> commandLine.addSubcommand(name, command.apply(terminal)));
        }
        commandLine.getSubcommands().values().forEach(Commands::addHelp);
        return commandLine;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this.")
                        .build());
        command.getSubcommands().values().forEach(Commands::addHelp);
    }
}
