package dev.meshwright.cli;

import dev.meshwright.intent.Intent;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `meshwright version`.
@Command(name = "version", description = "Prints the version, and the newest Istio it has facts for.")
final class Version implements Callable<Integer> {
    private final Terminal terminal;

    Version(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(
                "meshwright %s, Istio up to %s, Java %s%n".formatted(text(), Intent.NEWEST_ISTIO, Runtime.version()));
        return 0;
    }

    /// The version; classes that do not come from the jar, as in tests, have none.
    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
