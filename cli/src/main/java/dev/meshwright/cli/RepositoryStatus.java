package dev.meshwright.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `meshwright repository status`.
@Command(
        name = "status",
        header = {
            "Shows each role: its version, when it expires, who may sign it, and what its draft lacks.",
            "",
            "Examples:",
            "  meshwright repository status repo",
            ""
        })
final class RepositoryStatus implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    RepositoryStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var folder = new RepositoryFolder(draft.repository())) {
            var now = Instant.now();
            terminal.print(StatusText.write(folder.writer(now, draft.lifetimes().read()), now));
        }
        return 0;
    }
}
