package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.posture.ProxyFolder;
import dev.meshwright.posture.verdict.PostureDigest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright posture digest`.
@Command(
        name = "digest",
        header = {
            "Prints a fingerprint of what a proxy does, resource by resource and of the whole. It stays the same as long",
            "as the proxy does the same; whether that is what was meant, `posture` says. See docs/posture.md.",
            "",
            "Examples:",
            "  meshwright posture digest collected/payments.bank",
            "  meshwright posture digest collected/ztunnel --format json",
            ""
        })
final class PostureDigestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DIR", description = "What was collected from one proxy, as for `posture`.")
    private Path proxy = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    PostureDigestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        var state = ProxyFolder.read(proxy, InstantSource.system());
        var digest = PostureDigest.of(state);
        terminal.print(format == Format.json ? Json.write(digest) : text(digest));
        return digest.resources().isEmpty() ? 4 : 0;
    }

    /// One line each, as `sha256sum` writes them; the whole comes first.
    private static String text(PostureDigest digest) {
        var text = new StringBuilder(digest.digest() + "  " + digest.proxy() + "\n");
        digest.resources()
                .forEach((resource, one) ->
                        text.append(one).append("  ").append(resource).append('\n'));
        return text.toString();
    }
}
