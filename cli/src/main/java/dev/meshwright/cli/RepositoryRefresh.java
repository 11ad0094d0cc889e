package dev.meshwright.cli;

import dev.meshwright.trust.tuf.RepositoryWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright repository refresh`.
@Command(
        name = "refresh",
        header = {
            "Makes a new timestamp, and a new snapshot where it is due. Drafts stay drafts.",
            "",
            "Examples:",
            "  meshwright repository refresh repo --key online.key",
            "  meshwright repository refresh repo --role root --role targets",
            ""
        })
final class RepositoryRefresh implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Drafts this role as it is, for a later expiry, instead; can be repeated.")
    private List<String> roles = List.of();

    RepositoryRefresh(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (roles.isEmpty()) {
            republish();
        } else {
            draft.change(terminal, (_, writer) -> roles.forEach(writer::renew));
        }
        return 0;
    }

    private void republish() {
        var signers = keys.read();
        try (var folder = new RepositoryFolder(draft.repository())) {
            var writer = RepositoryWriter.open(
                    folder.metadata(), Instant.now(), draft.lifetimes().read());
            var files = writer.publish(signers);
            folder.publish(files);
            terminal.print("Published   " + String.join(", ", files.keySet()) + "\n");
        }
    }
}
