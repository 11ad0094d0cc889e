package dev.meshwright.topology.picture;

import dev.meshwright.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/// The calls of a topology, to walk along: who calls a service, whom it calls, and what goes in a circle. Ingress is a
/// caller like any other.
final class CallGraph {
    private final SequencedMap<String, SequencedSet<String>> callees = new TreeMap<>();
    private final SequencedMap<String, SequencedSet<String>> callers = new TreeMap<>();

    CallGraph(Collection<Call> calls) {
        for (var call : calls) {
            callees.computeIfAbsent(call.from(), _ -> new TreeSet<>()).add(call.to());
            callers.computeIfAbsent(call.to(), _ -> new TreeSet<>()).add(call.from());
        }
    }

    static CallGraph of(Topology topology) {
        return new CallGraph(topology.edges().stream().map(edge -> new Call(edge.from(), edge.to())).toList());
    }

    private Collection<String> callees(String id) {
        return callees.getOrDefault(id, new TreeSet<>());
    }

    private Collection<String> callers(String id) {
        return callers.getOrDefault(id, new TreeSet<>());
    }

    /// Everybody who calls the service, directly or through others, nearest first, each with the number of calls in
    /// between (1 for a direct caller). The service itself is not among them.
    SequencedMap<String, Integer> affectedBy(String id) {
        var distances = new LinkedHashMap<String, Integer>();
        var waiting = new ArrayDeque<String>(List.of(id));
        while (!waiting.isEmpty()) {
            String next = waiting.remove();
            int distance = distances.getOrDefault(next, 0) + 1;
            for (var caller : callers(next)) {
                if (!caller.equals(id) && distances.putIfAbsent(caller, distance) == null) {
                    waiting.add(caller);
                }
            }
        }
        return distances;
    }

    /// One shortest cycle for each group of services that reach each other, each starting and ending with the same
    /// service, by name.
    List<List<String>> cycles() {
        return knots().stream().map(this::shortestCycle).toList();
    }

    /// Whether this call is part of a cycle. Computed for all calls at once.
    Set<Call> callsInCycles() {
        var calls = new HashSet<Call>();
        for (var knot : knots()) {
            for (var from : knot) {
                callees(from).stream().filter(knot::contains).forEach(to -> calls.add(new Call(from, to)));
            }
        }
        return calls;
    }

    /// A caller and a callee.
    record Call(String from, String to) {
        static final Comparator<Call> BY_NAME = Comparator.comparing(Call::from).thenComparing(Call::to);
    }

    private List<SequencedSet<String>> knots() {
        var graph = new DefaultDirectedGraph<String, DefaultEdge>(DefaultEdge.class);
        callees.forEach((from, all) -> {
            graph.addVertex(from);
            for (var to : all) {
                graph.addVertex(to);
                graph.addEdge(from, to);
            }
        });
        return new GabowStrongConnectivityInspector<>(graph)
                .stronglyConnectedSets().stream()
                        .<SequencedSet<String>>map(TreeSet::new)
                        .filter(set -> set.size() > 1 || callees(set.getFirst()).contains(set.getFirst()))
                        .sorted((a, b) -> a.getFirst().compareTo(b.getFirst()))
                        .toList();
    }

    private List<String> shortestCycle(SequencedSet<String> knot) {
        String start = knot.getFirst();
        Map<String, String> cameFrom = new HashMap<>();
        var waiting = new ArrayDeque<String>(List.of(start));
        while (!waiting.isEmpty()) {
            String next = waiting.remove();
            for (var callee : callees(next)) {
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
}
