package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Delegation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright repository delegate`.
@Command(
        name = "delegate",
        header = {
            "Trusts a role with some of the paths, or spreads them all over hash bins.",
            "",
            "Examples:",
            "  meshwright repository delegate repo team-a --path 'config/team-a/*' --role-key a.pub --role-key b.pub --threshold 2",
            "  meshwright repository delegate repo bin --bins 128 --role-key build.pub",
            ""
        })
final class RepositoryDelegate implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Parameters(
            index = "1",
            paramLabel = "ROLE",
            description = "The name of the role; of bins, what their names begin with.")
    @SuppressWarnings("NullAway.Init") // required
    private String role;

    @Option(names = "--from", paramLabel = "ROLE", description = "The role that trusts it; targets if not given.")
    private String from = "targets";

    @Option(names = "--path", paramLabel = "PATTERN", description = "Paths, with * for all but /; can be repeated.")
    private List<String> paths = List.of();

    @Option(names = "--bins", paramLabel = "N", description = "So many bins instead, a power of two.")
    private int bins;

    @Option(
            names = "--role-key",
            required = true,
            paramLabel = "FILE",
            description = "A key that may sign the role; can be repeated.")
    private List<Path> roleKeys = List.of();

    @Option(names = "--threshold", paramLabel = "N", description = "How many of them have to; 1 if not given.")
    private int threshold = 1;

    RepositoryDelegate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (paths.isEmpty() == (bins == 0)) {
            throw new MeshwrightException("say either --path or --bins. Nothing was changed.");
        }
        var authority = Authority.of(threshold, PublicKeys.read(roleKeys));
        var delegations = paths.isEmpty()
                ? Delegation.hashBins(role, authority, bins)
                : List.of(Delegation.ofPaths(role, authority, paths));
        draft.change(terminal, (_, writer) -> delegations.forEach(delegation -> writer.delegate(from, delegation)));
        return 0;
    }
}
