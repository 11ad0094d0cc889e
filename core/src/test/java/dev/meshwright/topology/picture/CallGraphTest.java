package dev.meshwright.topology.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.topology.picture.CallGraph.Call;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallGraphTest {
    @Test
    void aCycleIsShownByItsShortestWay() {
        var graph = new CallGraph(List.of(
                new Call("a", "b"), new Call("b", "c"), new Call("c", "a"), new Call("c", "b"), new Call("c", "d")));
        assertThat(graph.cycles()).containsExactly(List.of("a", "b", "c", "a"));
        assertThat(graph.callsInCycles()).hasSize(4).doesNotContain(new Call("c", "d"));
    }

    @Test
    void whoCallsItselfIsACycle() {
        assertThat(new CallGraph(List.of(new Call("a", "a"))).cycles()).containsExactly(List.of("a", "a"));
    }

    @Test
    void affectedAreAllCallersNearestFirst() {
        var graph =
                new CallGraph(List.of(new Call("a", "b"), new Call("b", "c"), new Call("c", "a"), new Call("x", "c")));
        assertThat(graph.affectedBy("c")).containsExactly(Map.entry("b", 1), Map.entry("x", 1), Map.entry("a", 2));
    }
}
