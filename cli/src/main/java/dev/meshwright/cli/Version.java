package dev.meshwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `meshwright version`.
@Command(name = "version", description = "Prints the version.")
final class Version implements Callable<Integer> {
    private final Terminal terminal;

    Version(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var version = Version.class.getPackage().getImplementationVersion();
        terminal.print("meshwright %s%n".formatted(version == null ? "development" : version));
        return 0;
    }
}
