package dev.meshwright.cli;

import java.util.List;
import picocli.CommandLine;
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
        List<String> closest = unknown.getSuggestions();
        var isCommand = !word.startsWith("-") && hasSubcommands(unknown.getCommandLine());
        return (isCommand ? "there is no command " : "there is no option ") + "\"" + word + "\"."
                + (closest.isEmpty()
                        ? ""
                        : " Did you mean " + closest.getFirst().strip() + "?");
    }

    private static boolean hasSubcommands(CommandLine commandLine) {
        return !commandLine.getSubcommands().isEmpty();
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
