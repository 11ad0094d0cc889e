package dev.meshwright.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.topology.graph.CallGraph.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallGraphTest {
    @Test
    void aCycleIsShownByItsShortestWay() {
        var graph = new CallGraph(List.of(
                new Call("a", "b"), new Call("b", "c"), new Call("c", "a"), new Call("c", "b"), new Call("c", "d")));
        assertThat(graph.cycles()).extracting(CallGraph.Cycle::way).containsExactly(List.of("a", "b", "c", "a"));
        assertThat(graph.callsInCycles()).hasSize(4).doesNotContain(new Call("c", "d"));
    }

    @Test
    void whoCallsItselfIsACycle() {
        assertThat(new CallGraph(List.of(new Call("a", "a"))).cycles())
                .extracting(CallGraph.Cycle::way)
                .containsExactly(List.of("a", "a"));
    }

    @Test
    void affectedAreAllCallersNearestFirst() {
        var graph =
                new CallGraph(List.of(new Call("a", "b"), new Call("b", "c"), new Call("c", "a"), new Call("x", "c")));
        assertThat(graph.affectedBy("c")).containsExactly(Map.entry("b", 1), Map.entry("x", 1), Map.entry("a", 2));
    }

    @Test
    void aCycleIsClosedByTheCallsThatLeadBack() {
        var graph = new CallGraph(List.of(
                new Call("web", "b"), new Call("b", "c"), new Call("c", "a"), new Call("a", "b"), new Call("c", "b")));
        assertThat(graph.cycles()).singleElement().satisfies(cycle -> {
            assertThat(cycle.members()).containsExactly("a", "b", "c");
            assertThat(cycle.closing()).containsExactly(new Call("a", "b"), new Call("c", "b"));
        });
    }

    @Test
    void aLayerLiesBelowItsDeepestCallerAndACycleIsOne() {
        var graph = new CallGraph(List.of(
                new Call("ingress", "web"),
                new Call("web", "a"),
                new Call("a", "b"),
                new Call("b", "a"),
                new Call("b", "db"),
                new Call("web", "db"),
                new Call("job", "db")));
        assertThat(graph.layers(Set.of("ingress")))
                .containsExactly(
                        Map.entry("a", 2),
                        Map.entry("b", 2),
                        Map.entry("db", 3),
                        Map.entry("job", 1),
                        Map.entry("web", 1));
    }

    @Test
    void dependentsAreAllWhoCallDirectlyOrThroughOthers() {
        var graph = new CallGraph(List.of(
                new Call("ingress", "web"),
                new Call("web", "a"),
                new Call("a", "b"),
                new Call("b", "a"),
                new Call("b", "db"),
                new Call("web", "db")));
        assertThat(graph.dependents(Set.of("ingress")))
                .containsOnly(Map.entry("web", 0), Map.entry("a", 2), Map.entry("b", 2), Map.entry("db", 3));
    }

    @Test
    void theOnlyWayToOthersCutsThemOff() {
        var graph = new CallGraph(List.of(
                new Call("ingress", "web"),
                new Call("web", "a"),
                new Call("web", "b"),
                new Call("a", "c"),
                new Call("b", "c"),
                new Call("c", "d"),
                new Call("d", "c"),
                new Call("d", "e"),
                new Call("job", "e")));
        assertThat(graph.cutOff(Set.of("ingress")))
                .containsOnly(
                        Map.entry("web", 4),
                        Map.entry("a", 0),
                        Map.entry("b", 0),
                        Map.entry("c", 1),
                        Map.entry("d", 0),
                        Map.entry("e", 0),
                        Map.entry("job", 0));
    }
}
