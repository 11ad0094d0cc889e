package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.kube.HttpEvidence;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.observed.Observation;
import dev.meshwright.topology.observed.ObservedTraffic;
import dev.meshwright.topology.observed.TrafficFile;
import dev.meshwright.topology.source.SourceReader;
import dev.meshwright.topology.source.SourceTrees;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// What a map is made from besides manifests.
final class MapSources {
    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = {
                "A folder with the source code of the workloads, for calls that manifests do not show;",
                "may be repeated."
            })
    private List<Path> folders = List.of();

    @Option(
            names = "--observed",
            paramLabel = "FILE|URL",
            description = "Traffic that was seen: Prometheus metrics or a query's answer, Jaeger's dependencies, or a"
                    + " Kiali graph; may be repeated.")
    private List<String> observed = List.of();

    /// Whether anything besides manifests was given.
    boolean areGiven() {
        return !folders.isEmpty() || !observed.isEmpty();
    }

    /// Who calls whom by the manifests and by what else was given.
    ///
    /// @throws MeshwrightException if a file or folder does not exist, or a URL does not answer
    Topology map(Manifests manifests, Terminal terminal) {
        var code = code(terminal);
        terminal.progress("Maps the calls");
        var topology = TopologyMapper.map(manifests, code);
        return observed.isEmpty()
                ? topology
                : ObservedTraffic.merge(
                        topology, observed.stream().map(MapSources::observation).toList());
    }

    private SourceTrees code(Terminal terminal) {
        if (folders.isEmpty()) {
            return SourceTrees.NONE;
        }
        terminal.progress("Reads the source code");
        return SourceReader.read(folders);
    }

    private static Observation observation(String given) {
        if (given.startsWith("http://") || given.startsWith("https://")) {
            try {
                var url = new URI(given);
                return TrafficFile.read(HttpEvidence.withoutUser(url).toString(), HttpEvidence.get(url));
            } catch (URISyntaxException e) {
                throw new MeshwrightException(
                        "--observed " + given + " is no URL (" + e.getReason()
                                + "). Write what is not a letter or digit in a query as %XX.",
                        e);
            }
        }
        try {
            return TrafficFile.read(
                    given.replace('\\', '/'), new String(Files.readAllBytes(Path.of(given)), StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            throw new MeshwrightException(
                    "--observed " + given + " cannot be read. Give a file, or a URL with http:// or https://.", e);
        }
    }
}
