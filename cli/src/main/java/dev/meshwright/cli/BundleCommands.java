package dev.meshwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `meshwright bundle`: what agents are to run, as signed artifacts.
@Command(
        name = "bundle",
        header = {
            "Makes the configuration of workloads into bundles that are signed and never change.",
            "",
            "Examples:",
            "  meshwright bundle build k8s out -o bundles --trust-bundle ca/root.pem",
            "  meshwright bundle sign bundles/*.statement.json --key build.key --password-file password",
            "  meshwright bundle verify bundles/*.bundle.json --key build.pub",
            ""
        })
final class BundleCommands implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before it runs
    private CommandSpec spec;

    private BundleCommands() {}

    static CommandLine of(Terminal terminal) {
        return new CommandLine(new BundleCommands())
                .addSubcommand("build", new BundleBuildCommand(terminal))
                .addSubcommand("sign", new BundleSign(terminal))
                .addSubcommand("verify", new BundleVerify(terminal))
                .addSubcommand("inspect", new BundleInspect(terminal))
                .addSubcommand("release", new BundleRelease(terminal))
                .addSubcommand("wiring", new BundleWiring(terminal))
                .addSubcommand("diff", new BundleDiffCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }
}
