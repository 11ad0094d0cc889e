package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Maps real applications whose dependencies are known, and scores the answer with the script that comes with them.
///
/// Read from the folder that MESHWRIGHT_TOPOLOGIES (system property or environment variable) names, by default
/// `../shared/topologies` beside the checkout.
class TopologyConformanceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void noEdgeIsInventedInRealApplications(@TempDir Path predictions) throws IOException, InterruptedException {
        var root = SharedCases.folder("MESHWRIGHT_TOPOLOGIES", "topologies");
        assumeTrue(root.isPresent(), "skipped: no ../shared/topologies, and MESHWRIGHT_TOPOLOGIES names no folder");
        assumeTrue(hasPython(), "skipped: python3 is not installed");
        for (var app : apps(root.get())) {
            var topology = TopologyMapper.map(ManifestReader.read(List.of(app.resolve("manifests"))));
            Files.writeString(predictions.resolve(app.getFileName() + ".json"), JSON.writeValueAsString(topology));
        }

        var summary = score(root.get(), predictions);

        var visible = summary.at("/edges_visible");
        System.out.printf(
                "topologies: %d/%d visible edges, precision %s, F1 %s; all edges: precision %s, recall %s; protocols F1 %s%n",
                visible.at("/tp").asInt(),
                visible.at("/true").asInt(),
                visible.at("/P").asString(),
                visible.at("/F1").asString(),
                summary.at("/edges_all/P").asString(),
                summary.at("/edges_all/R").asString(),
                summary.at("/protocols/F1").asString());
        assertThat(visible.at("/P").asDouble()).isGreaterThanOrEqualTo(0.97);
        assertThat(visible.at("/R").asDouble()).isGreaterThanOrEqualTo(0.95);
        assertThat(summary.at("/edges_all/P").asDouble()).isGreaterThanOrEqualTo(0.95);
        assertThat(summary.at("/protocols/F1").asDouble()).isGreaterThanOrEqualTo(0.9);
    }

    private static List<Path> apps(Path root) throws IOException {
        try (var folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("truth.json")))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// The script prints a line per application, then one line of JSON.
    private static JsonNode score(Path root, Path predictions) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "python3",
                        root.resolve("score.py").toAbsolutePath().toString(),
                        "--verbose",
                        "--pred-dir",
                        predictions.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        output.lines().filter(line -> !line.startsWith("{")).forEach(System.out::println);
        return JSON.readTree(output.lines().reduce((_, last) -> last).orElseThrow());
    }
}
