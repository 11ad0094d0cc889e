package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.generate.Stage;
import dev.meshwright.generate.Stages;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.diff.MapDiff;
import dev.meshwright.topology.diff.MapReader;
import dev.meshwright.topology.picture.MapDiffText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright map diff`.
@Command(
        name = "diff",
        header = {
            "Says what differs between two maps: services, ports, calls, external hosts.",
            "",
            "Examples:",
            "  meshwright map diff before/k8s after/k8s",
            "  meshwright map k8s --format json > map.json; meshwright map diff map.json k8s",
            "  git show HEAD~1:k8s.yaml | meshwright map diff - k8s.yaml --format json",
            ""
        })
final class MapDiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "Files or a folder of manifests, - for standard input, or a map as JSON.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The same.")
    private Path after = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    MapDiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        var diff = MapDiff.between(map(before), map(after));
        terminal.clearProgress();
        terminal.print(format == Format.json ? Json.write(diff) : MapDiffText.of(diff));
        return 0;
    }

    private Topology map(Path path) {
        terminal.progress("Maps " + path);
        return written(path)
                .orElseGet(() -> TopologyMapper.map(
                        Stages.at(Stage.ENFORCE, Input.notEmpty(ManifestReader.read(List.of(path), terminal.in())))));
    }

    /// The map that the file holds, if it is one.
    private static Optional<Topology> written(Path path) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            return MapReader.read(
                    path.toString().replace('\\', '/'), new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty(); // the reader of manifests says why
        }
    }
}
