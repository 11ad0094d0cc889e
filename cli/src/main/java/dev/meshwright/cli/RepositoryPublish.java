package dev.meshwright.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `meshwright repository publish`.
@Command(
        name = "publish",
        header = {
            "Signs drafts and makes them what clients see, at once or not at all.",
            "",
            "Examples:",
            "  meshwright repository publish repo --key online.key",
            "  meshwright repository publish repo --key root.key --key targets.key --key online.key",
            ""
        })
final class RepositoryPublish implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    RepositoryPublish(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var signers = keys.read();
        try (var folder = new RepositoryFolder(draft.repository())) {
            var writer = folder.writer(Instant.now(), draft.lifetimes().read());
            var files = writer.publish(signers);
            folder.publish(files);
            folder.stage(List.of());
            terminal.print("Published   " + String.join(", ", files.keySet()) + "\n");
        }
        return 0;
    }
}
