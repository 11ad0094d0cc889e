package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.PostureReport.Verdict;
import dev.meshwright.posture.ProxyFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `meshwright posture`.
@Command(
        name = "posture",
        header = {
            "Says whether a proxy runs what was meant: its active configuration against the objects of the intent.",
            "Exit code 0: safe, 1: unsafe, 4: unknown, 2: nothing could be read. See docs/posture.md.",
            "",
            "Examples:",
            "  meshwright posture --intent k8s out --proxy collected/payments.bank",
            "  meshwright posture --intent k8s --proxy collected/ztunnel --format json",
            ""
        })
final class Posture implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--intent",
            arity = "1..*",
            required = true,
            paramLabel = "PATH",
            description = "Files and folders (recursive) with the Kubernetes and Istio objects that are meant.")
    private List<Path> intent = List.of();

    @Option(
            names = "--proxy",
            required = true,
            paramLabel = "DIR",
            description = "What was collected from one proxy: config_dump.json, certs.json, server_info.json, "
                    + "stats.json, listeners.json, clusters.json, facts.json, istiod_syncz.json, metrics.txt.")
    private Path proxy = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    Posture(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json,
        markdown
    }

    @Override
    public Integer call() {
        var state = ProxyFolder.read(proxy, InstantSource.system());
        var manifests = Input.notEmpty(ManifestInput.plain(intent));
        var report = dev.meshwright.posture.verdict.Posture.of(Intended.of(manifests), state);
        terminal.print(
                switch (format) {
                    case text -> PostureText.text(report);
                    case json -> Json.write(report);
                    case markdown -> PostureText.markdown(report);
                });
        return exitCode(report.verdict());
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case SAFE -> 0;
            case UNSAFE -> 1;
            case UNKNOWN -> 4;
        };
    }
}
