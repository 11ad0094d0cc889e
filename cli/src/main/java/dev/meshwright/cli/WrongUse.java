package dev.meshwright.cli;

import dev.meshwright.Closest;
import java.util.Set;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// One sentence for a command line that cannot be understood, with the closest word and where to look.
final class WrongUse {
    private WrongUse() {}

    static String explain(ParameterException wrong) {
        var name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return what(wrong) + " See `" + name + " --help`.";
    }

    private static String what(ParameterException wrong) {
        return switch (wrong) {
            case UnmatchedArgumentException unknown -> unknown(unknown);
            case MissingParameterException missing -> sentence(firstLine(missing));
            default -> sentence(firstLine(wrong));
        };
    }

    private static String unknown(UnmatchedArgumentException unknown) {
        var word =
                unknown.getUnmatched().isEmpty() ? "" : unknown.getUnmatched().getFirst();
        var commandLine = unknown.getCommandLine();
        boolean isCommand =
                !word.startsWith("-") && !commandLine.getSubcommands().isEmpty();
        Set<String> names = isCommand
                ? commandLine.getSubcommands().keySet()
                : commandLine.getCommandSpec().optionsMap().keySet();
        if (!isCommand && !word.startsWith("-")) {
            return "\"" + word + "\" is one word too many.";
        }
        return (isCommand ? "there is no command " : "there is no option ") + "\"" + word + "\"."
                + Closest.to(word, names)
                        .map(closest -> " Did you mean " + closest + "?")
                        .orElse("");
    }

    private static String firstLine(ParameterException wrong) {
        var message = wrong.getMessage() == null ? "wrong options" : wrong.getMessage();
        return message.lines().findFirst().orElse(message);
    }

    private static String sentence(String text) {
        var lowered = Character.toLowerCase(text.charAt(0)) + text.substring(1);
        return lowered.endsWith(".") || lowered.endsWith("?") ? lowered : lowered + ".";
    }
}
