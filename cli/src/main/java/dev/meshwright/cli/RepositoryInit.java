package dev.meshwright.cli;

import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright repository init`.
@Command(
        name = "init",
        header = {
            "Drafts a new repository: who may sign what. Nothing is published yet.",
            "",
            "Examples:",
            "  meshwright repository init repo --root-key root.key --targets-key targets.key --online-key online.key",
            "  meshwright repository init repo --root-key a.pub --root-key b.pub --root-key c.pub --root-threshold 2 \\",
            "    --targets-key d.pub --targets-key e.pub --targets-threshold 2 --online-key online.pub",
            ""
        })
final class RepositoryInit implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Option(
            names = "--root-key",
            required = true,
            paramLabel = "FILE",
            description = "A key that may sign the root; can be repeated.")
    private List<Path> rootKeys = List.of();

    @Option(names = "--root-threshold", paramLabel = "N", description = "How many of them have to; 1 if not given.")
    private int rootThreshold = 1;

    @Option(
            names = "--targets-key",
            required = true,
            paramLabel = "FILE",
            description = "A key that may sign targets; can be repeated.")
    private List<Path> targetsKeys = List.of();

    @Option(names = "--targets-threshold", paramLabel = "N", description = "How many of them have to; 1 if not given.")
    private int targetsThreshold = 1;

    @Option(
            names = "--online-key",
            required = true,
            paramLabel = "FILE",
            description = "A key that may sign snapshot and timestamp; can be repeated, one is enough to sign.")
    private List<Path> onlineKeys = List.of();

    RepositoryInit(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var folder = new RepositoryFolder(draft.repository())) {
            var online = Authority.of(1, PublicKeys.read(onlineKeys));
            var writer = RepositoryWriter.create(
                    folder.metadata(),
                    Instant.now(),
                    draft.lifetimes().read(),
                    Authority.of(rootThreshold, PublicKeys.read(rootKeys)),
                    Authority.of(targetsThreshold, PublicKeys.read(targetsKeys)),
                    online,
                    online);
            RepositoryDraft.keep(terminal, folder, writer);
        }
        return 0;
    }
}
