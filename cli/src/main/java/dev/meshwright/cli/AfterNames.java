package dev.meshwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Commands that take names before the PATHs.
final class AfterNames {
    private AfterNames() {}

    /// The command with its PATHs behind so many names.
    static CommandLine pathsAfter(int names, Object command) {
        var commandLine = new CommandLine(command);
        var spec = commandLine.getCommandSpec();
        for (var positional : spec.positionalParameters().stream()
                .filter(positional -> positional.paramLabel().equals("PATH"))
                .toList()) {
            spec.remove(positional);
            spec.addPositional(
                    PositionalParamSpec.builder(positional).index(names + "..*").build());
        }
        return commandLine;
    }
}
