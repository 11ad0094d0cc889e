package dev.meshwright.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `meshwright repository remove`.
@Command(
        name = "remove",
        header = {
            "Drafts that targets are no longer there.",
            "",
            "Examples:",
            "  meshwright repository remove repo shop/cart.bundle",
            ""
        })
final class RepositoryRemove implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "Paths of targets.")
    private List<String> paths = List.of();

    RepositoryRemove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        draft.change(terminal, (_, writer) -> paths.forEach(writer::remove));
        return 0;
    }
}
