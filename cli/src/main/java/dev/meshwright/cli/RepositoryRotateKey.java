package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.tuf.Authority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright repository rotate-key`.
@Command(
        name = "rotate-key",
        header = {
            "Drafts other keys for a role. The old ones sign once more, so that no client is lost.",
            "",
            "Examples:",
            "  meshwright repository rotate-key repo --role timestamp --role snapshot --remove old.pub --add new.pub",
            "  meshwright repository rotate-key repo --role root --add d.pub --threshold 3",
            ""
        })
final class RepositoryRotateKey implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "The role; can be repeated.")
    private List<String> roles = List.of();

    @Option(names = "--add", paramLabel = "FILE", description = "A key that may sign from now on; can be repeated.")
    private List<Path> added = List.of();

    @Option(names = "--remove", paramLabel = "FILE", description = "A key that no longer may; can be repeated.")
    private List<Path> removed = List.of();

    @Option(names = "--threshold", paramLabel = "N", description = "How many keys have to; as it was if not given.")
    private int threshold;

    RepositoryRotateKey(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var come = PublicKeys.read(added);
        var go = PublicKeys.read(removed);
        draft.change(terminal, (_, writer) -> {
            for (var role : roles) {
                var before = writer.authority(role);
                var keys = new ArrayList<>(before.keys().values());
                if (!keys.containsAll(go)) {
                    throw new MeshwrightException("a key to remove may not sign " + role + ". Nothing was changed.");
                }
                keys.removeAll(go);
                keys.addAll(come);
                writer.authorize(role, Authority.of(threshold == 0 ? before.threshold() : threshold, keys));
            }
        });
        return 0;
    }
}
