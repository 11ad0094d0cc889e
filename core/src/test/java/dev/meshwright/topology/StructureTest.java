package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StructureTest {
    @Test
    void layersCriticalityAndOnlyWaysFollowFromTheCalls() {
        var structure = Structure.of(topology("ingress a/web", "a/web a/orders", "a/orders a/db", "a/job a/db"));
        assertThat(structure.layers()).containsExactly(List.of("a/job", "a/web"), List.of("a/orders"), List.of("a/db"));
        assertThat(structure.criticality())
                .startsWith(new Structure.Criticality("a/db", 3, 3), new Structure.Criticality("a/orders", 2, 1));
        assertThat(structure.singlePointsOfFailure()).containsExactly(new Structure.SinglePoint("a/web", 1));
        assertThat(structure.cycles()).isEmpty();
    }

    @Test
    void aCycleSaysWhichCallClosesItAndWhere() {
        var structure = Structure.of(topology("ingress a/b", "a/b a/c", "a/c a/a", "a/a a/b"));
        assertThat(structure.cycles())
                .containsExactly(new Structure.Cycle(
                        List.of("a/a", "a/b", "a/c", "a/a"),
                        List.of("a/a", "a/b", "a/c"),
                        List.of(new Structure.Closing("a/a", "a/b", "a/a.yaml", 1))));
    }

    @Test
    void oneServiceShowsWhoDependsOnItAndOnWhomItDepends() {
        var details = ServiceDetails.of(
                topology("ingress a/web", "a/web a/orders", "a/orders a/db", "a/orders a/web"), "orders");
        assertThat(details.dependents())
                .containsExactly(new ServiceDetails.Reach("a/web", 1), new ServiceDetails.Reach("ingress", 2));
        assertThat(details.dependencies())
                .containsExactly(new ServiceDetails.Reach("a/db", 1), new ServiceDetails.Reach("a/web", 1));
        assertThat(details.cycles()).hasSize(1);
        assertThat(details.cutsOff()).isEqualTo(1);
        assertThat(details.around(topology("ingress a/web", "a/web a/orders")).edges())
                .extracting(Edge::to)
                .containsExactly("a/orders");
    }

    @Test
    void lessSureCallsAreLeftOutAndPossibleOnesDrawnOnlyWhenAsked() {
        var topology = new Topology(
                List.of(),
                List.of(),
                Stream.of(
                                Edge.Confidence.DECLARED,
                                Edge.Confidence.OBSERVED,
                                Edge.Confidence.SOURCE,
                                Edge.Confidence.INFERRED)
                        .map(StructureTest::edge)
                        .toList(),
                List.of(edge(Edge.Confidence.POSSIBLE)),
                List.of(),
                List.of(),
                List.of());
        assertThat(topology.atLeast(Edge.Confidence.DECLARED).edges()).hasSize(1);
        assertThat(topology.atLeast(Edge.Confidence.SOURCE).edges())
                .extracting(Edge::confidence)
                .containsExactlyInAnyOrder(Edge.Confidence.DECLARED, Edge.Confidence.OBSERVED, Edge.Confidence.SOURCE);
        assertThat(topology.atLeast(Edge.Confidence.INFERRED).edges()).hasSize(4);
        assertThat(topology.atLeast(Edge.Confidence.POSSIBLE).edges()).hasSize(5);
        assertThat(topology.atLeast(Edge.Confidence.POSSIBLE).possible()).isEmpty();
    }

    private static Edge edge(Edge.Confidence confidence) {
        return new Edge("a/a", "a/" + confidence.word(), 80, Protocol.HTTP, confidence, List.of());
    }

    private static Topology topology(String... calls) {
        var edges = Stream.of(calls)
                .map(call -> call.split(" ", 2))
                .map(call -> new Edge(
                        call[0],
                        call[1],
                        80,
                        Protocol.HTTP,
                        Edge.Confidence.DECLARED,
                        List.of(new Evidence(call[0] + ".yaml", 1, "env", ""))))
                .toList();
        var services = edges.stream()
                .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                .filter(id -> !id.equals(Edge.INGRESS))
                .distinct()
                .map(StructureTest::service)
                .toList();
        return new Topology(services, List.of(), edges, List.of(), List.of(), List.of(), List.of());
    }

    private static Service service(String id) {
        int slash = id.indexOf('/');
        return new Service(
                id.substring(slash + 1),
                id.substring(0, slash),
                Service.Type.CLUSTER_IP,
                new LinkedHashMap<>(),
                List.of(),
                List.of(),
                "",
                List.of(),
                Source.ofFile("k8s.yaml"));
    }
}
