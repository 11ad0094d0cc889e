package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.diff.AccessDiff;
import dev.meshwright.access.reach.Doors;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.topology.TopologyMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright access diff`.
@Command(
        name = "diff",
        header = {
            "Says who may call whom after a change and could not before, and the other way round, for every request.",
            "Exit code 0: nothing is newly allowed, 1: something is, 4: something could not be compared.",
            "",
            "Examples:",
            "  meshwright access diff before/ after/",
            "  meshwright access diff before/ after/ --format json",
            "  git show HEAD~1:mesh.yaml | meshwright access diff - mesh.yaml",
            ""
        })
final class AccessDiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "A file or a folder of manifests, or - for standard input: the whole mesh.")
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

    AccessDiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        var diff = AccessDiff.between(doors(before), doors(after));
        terminal.clearProgress();
        terminal.print(format == Format.json ? Json.write(diff) : AccessDiffText.of(diff));
        return !diff.allowed().isEmpty() ? 1 : diff.unknown().isEmpty() ? 0 : 4;
    }

    private Doors doors(Path path) {
        var input = Input.of(path);
        var manifests = input.read(terminal);
        var intent = input.intent().intent();
        terminal.progress("Maps " + path);
        var topology = TopologyMapper.map(manifests);
        var config = new Mesh(manifests, topology, intent, intent.istioVersion()).config();
        return Doors.of(manifests, topology, MeshSettings.of(config.mesh(), intent));
    }
}
