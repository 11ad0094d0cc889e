package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.tuf.Authority;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright repository revoke`.
@Command(
        name = "revoke",
        header = {
            "Drafts that a stolen or lost key may sign nothing any more, in whatever role it could.",
            "",
            "Examples:",
            "  meshwright repository revoke repo stolen.pub --replacement new.pub",
            "  meshwright repository revoke repo 3f2a...e1",
            ""
        })
final class RepositoryRevoke implements Callable<Integer> {
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");

    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Parameters(index = "1", paramLabel = "KEY", description = "The key: its file, or its id as `status` shows it.")
    @SuppressWarnings("NullAway.Init") // required
    private String key;

    @Option(names = "--replacement", paramLabel = "FILE", description = "The key that takes its place everywhere.")
    private List<Path> replacements = List.of();

    RepositoryRevoke(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var id = KEY_ID.matcher(key).matches()
                ? key
                : PublicKeys.read(List.of(Path.of(key))).getFirst().keyId();
        var come = PublicKeys.read(replacements);
        draft.change(terminal, (_, writer) -> {
            var roles = writer.authorities();
            roles.values().removeIf(authority -> !authority.keys().containsKey(id));
            if (roles.isEmpty()) {
                throw new MeshwrightException("the key " + id + " may sign nothing. Nothing was changed.");
            }
            roles.forEach((role, authority) -> {
                var keys = new TreeMap<>(authority.keys());
                keys.remove(id);
                come.forEach(replacement -> keys.put(replacement.keyId(), replacement));
                writer.authorize(role, Authority.of(authority.threshold(), keys.values()));
            });
        });
        return 0;
    }
}
