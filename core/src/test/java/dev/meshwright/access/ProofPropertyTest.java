package dev.meshwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Proof.Pair;
import dev.meshwright.intent.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Laws of the proof over random graphs: policies with one principal per edge are proven, and one principal more or
/// less breaks the proof by exactly that pair.
class ProofPropertyTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onePrincipalPerEdgeIsProven(int seed) {
        var callers = randomCallers(new Random(seed));
        assertThat(prove(callers, callers).holds()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onePrincipalLessRefusesExactlyThatCall(int seed) {
        var random = new Random(seed);
        var callers = randomCallers(random);
        var admitted = copy(callers);
        int callee = random.nextInt(NAMES.size());
        var removed = admitted.get(callee).removeLast();
        var proof = prove(callers, admitted);
        assertThat(names(proof.refused())).containsExactly(removed + " > " + NAMES.get(callee));
        assertThat(proof.surplus()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onePrincipalMoreAdmitsExactlyThatCall(int seed) {
        var random = new Random(seed);
        var callers = randomCallers(random);
        var admitted = copy(callers);
        int callee = random.nextInt(NAMES.size());
        admitted.get(callee).add(NAMES.get(callee));
        var proof = prove(callers, admitted);
        assertThat(names(proof.surplus())).containsExactly(NAMES.get(callee) + " > " + NAMES.get(callee));
        assertThat(proof.refused()).isEmpty();
    }

    private static List<String> names(List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> (pair.from() + " > " + pair.to()).replace("shop/", ""))
                .toList();
    }

    /// Per callee, in the order of the names, its callers: at least one, never itself.
    private static List<List<String>> randomCallers(Random random) {
        var callers = new ArrayList<List<String>>();
        for (int to = 0; to < NAMES.size(); to++) {
            int neighbour = (to + 1) % NAMES.size();
            var from = new ArrayList<String>();
            for (int caller = 0; caller < NAMES.size(); caller++) {
                if (caller != to && (caller == neighbour || random.nextInt(4) == 0)) {
                    from.add(NAMES.get(caller));
                }
            }
            callers.add(from);
        }
        return callers;
    }

    private static List<List<String>> copy(List<List<String>> callers) {
        var copy = new ArrayList<List<String>>();
        callers.forEach(from -> copy.add(new ArrayList<>(from)));
        return copy;
    }

    private static Proof prove(List<List<String>> callers, List<List<String>> admitted) {
        var graph = SmallGraph.of(NAMES.toArray(String[]::new)).strict();
        for (int i = 0; i < NAMES.size(); i++) {
            var callee = NAMES.get(i);
            callers.get(i).forEach(from -> graph.call(from, callee));
            graph.admit(
                    callee, admitted.get(i).stream().map(SmallGraph::principal).toList());
        }
        return Prover.prove(graph.topology(), Intent.defaults(), graph.manifests());
    }
}
