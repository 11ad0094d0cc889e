package dev.meshwright.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `meshwright version`: what runs here, for bug reports.
@Command(name = "version", description = "Prints the version.")
final class Version implements Callable<Integer>, IVersionProvider {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(String.join("\n", getVersion()));
        return 0;
    }

    @Override
    public String[] getVersion() {
        // Classes that do not come from the jar, as in tests, have no version.
        var version = Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
        return new String[] {"meshwright " + version + ", Java " + Runtime.version()};
    }
}
