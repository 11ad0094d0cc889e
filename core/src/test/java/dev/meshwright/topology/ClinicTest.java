package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A clinic of fourteen programs in nine languages, full of addresses that nobody calls. `truth.json` says who calls
/// whom, and where that stands.
class ClinicTest {
    private static final Path CLINIC = Path.of("src/test/resources/dev/meshwright/topology/source/clinic");

    private static final Map<String, Node> truth = new HashMap<>();
    private static final TreeSet<String> declared = new TreeSet<>();
    private static Topology clinic = TopologyMapper.map(ManifestReader.parse("none.yaml", ""));

    @BeforeAll
    static void map() throws IOException {
        clinic = TopologyMapper.map(
                ManifestReader.read(List.of(CLINIC.resolve("k8s"))), SourceReader.read(List.of(CLINIC.resolve("src"))));
        var root = ManifestReader.tree("truth.json", Files.readString(CLINIC.resolve("truth.json")), new ArrayList<>())
                .orElseThrow();
        root.items("declared").forEach(edge -> declared.add(pair(edge)));
        root.items("source").forEach(edge -> truth.put(pair(edge), edge));
    }

    private static String pair(Node edge) {
        return edge.text("from").orElseThrow() + " → " + edge.text("to").orElseThrow();
    }

    private static Stream<Edge> ofCode() {
        return clinic.edges().stream()
                .filter(edge -> edge.confidence() == Edge.Confidence.SOURCE
                        || edge.evidence().stream().anyMatch(one -> one.how().equals("source")));
    }

    private static String pair(Edge edge) {
        return edge.from() + " → " + edge.to();
    }

    @Test
    void findsWhoCallsWhom() {
        assertThat(ofCode().map(ClinicTest::pair).toList()).containsExactlyInAnyOrderElementsOf(truth.keySet());
    }

    @Test
    void findsThePortThatIsCalled() {
        truth.forEach((pair, edge) -> assertThat(found(pair))
                .extracting(Edge::port)
                .as(pair)
                .containsExactly(edge.integer("port").orElseThrow()));
    }

    @Test
    void namesTheLines() {
        truth.forEach((pair, edge) -> assertThat(found(pair).stream()
                        .flatMap(found -> found.evidence().stream())
                        .filter(one -> one.how().equals("source"))
                        .map(one -> CLINIC.relativize(Path.of(one.file())) + ":" + one.line())
                        .distinct())
                .as(pair)
                .containsExactlyElementsOf(edge.items("evidence").stream()
                        .map(line -> line.text().orElseThrow())
                        .toList()));
    }

    private static List<Edge> found(String pair) {
        return clinic.edges().stream().filter(edge -> pair(edge).equals(pair)).toList();
    }

    @Test
    void whatManifestsDeclareStaysDeclared() {
        assertThat(clinic.edges().stream()
                        .filter(edge -> edge.confidence() == Edge.Confidence.DECLARED)
                        .map(ClinicTest::pair))
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void saysWhichFolderBelongsToNobody() {
        assertThat(clinic.warnings())
                .filteredOn(warning -> warning.kind().equals("unattributed-source"))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.file() + ":" + warning.line()).endsWith("src/libs/tracing/tracing.go:4"));
    }

    @Test
    void codeThatWasReadIsNoLongerUnknown() {
        assertThat(clinic.unknown())
                .extracting(Topology.Unknown::service)
                .containsExactly("clinic/billing-db", "clinic/orders"); // neither has a folder
    }
}
