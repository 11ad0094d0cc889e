package dev.meshwright.topology.graph;

import dev.meshwright.topology.graph.CallGraph.Call;
import dev.meshwright.topology.graph.CallGraph.Cycle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/// What goes in a circle, and which calls close it.
final class Cycles {
    private final CallGraph graph;

    Cycles(CallGraph graph) {
        this.graph = graph;
    }

    List<Cycle> all() {
        return graph.knots().knots().stream()
                .map(knot -> new Cycle(shortest(knot), knot, closing(knot)))
                .toList();
    }

    private List<String> shortest(SequencedSet<String> knot) {
        String start = knot.getFirst();
        Map<String, String> cameFrom = new HashMap<>();
        var waiting = new ArrayDeque<String>(List.of(start));
        while (!waiting.isEmpty()) {
            String next = waiting.remove();
            for (var callee : graph.callees(next)) {
                if (callee.equals(start)) {
                    return wayBack(start, next, cameFrom);
                }
                if (knot.contains(callee) && cameFrom.putIfAbsent(callee, next) == null) {
                    waiting.add(callee);
                }
            }
        }
        throw new IllegalStateException("no cycle through " + start);
    }

    private static List<String> wayBack(String start, String last, Map<String, String> cameFrom) {
        var way = new ArrayList<String>(List.of(start));
        String step = last;
        while (step != null && !step.equals(start)) {
            way.add(1, step);
            step = cameFrom.get(step);
        }
        way.add(start);
        return way;
    }

    /// The calls back to somebody on the way, walking in depth from whom others call from outside of the group: what
    /// comes in there is meant to go down, not back.
    private List<Call> closing(SequencedSet<String> knot) {
        String entry = knot.stream()
                .filter(member -> !knot.containsAll(graph.callers(member)))
                .findFirst()
                .orElse(knot.getFirst());
        var closing = new ArrayList<Call>();
        var seen = new HashSet<String>();
        var onTheWay = new LinkedHashMap<String, Iterator<String>>();
        enter(entry, seen, onTheWay);
        while (!onTheWay.isEmpty()) {
            var at = onTheWay.lastEntry();
            if (!at.getValue().hasNext()) {
                onTheWay.pollLastEntry();
                continue;
            }
            String callee = at.getValue().next();
            if (onTheWay.containsKey(callee)) {
                closing.add(new Call(at.getKey(), callee));
            } else if (knot.contains(callee) && !seen.contains(callee)) {
                enter(callee, seen, onTheWay);
            }
        }
        return closing.stream().sorted(Call.BY_NAME).toList();
    }

    private void enter(String member, Set<String> seen, Map<String, Iterator<String>> onTheWay) {
        seen.add(member);
        onTheWay.put(member, graph.callees(member).iterator());
    }
}
