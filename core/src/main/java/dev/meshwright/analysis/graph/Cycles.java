package dev.meshwright.analysis.graph;

import dev.meshwright.topology.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DirectedPseudograph;

/// Circles in a graph of calls.
final class Cycles {
    private Cycles() {}

    /// A shortest circle of every group of services that all reach each other, by the name it starts with. The circle
    /// starts at its alphabetically first member; a service that calls itself is none.
    static List<List<Edge>> shortest(List<Edge> edges) {
        Graph<String, Integer> graph = new DirectedPseudograph<>(Integer.class);
        var callees = new TreeMap<String, List<Edge>>();
        var inner = inner(edges);
        for (int i = 0; i < inner.size(); i++) {
            var edge = inner.get(i);
            if (!edge.from().equals(edge.to())) {
                graph.addVertex(edge.from());
                graph.addVertex(edge.to());
                graph.addEdge(edge.from(), edge.to(), i);
                callees.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
            }
        }
        callees.values()
                .forEach(list -> list.sort(Comparator.comparing(Edge::to).thenComparingInt(Edge::port)));
        return new KosarajuStrongConnectivityInspector<>(graph)
                .stronglyConnectedSets().stream()
                        .filter(group -> group.size() > 1)
                        .map(group -> shortestIn(group, callees))
                        .sorted(Comparator.comparing(cycle -> cycle.getFirst().from()))
                        .toList();
    }

    /// The edges that may be part of a circle: some call leads to their caller, some away from whom they call. Nearly
    /// all of a large mesh is not; a few others are left over.
    private static List<Edge> inner(List<Edge> edges) {
        var inner = edges.stream().filter(edge -> !edge.fromIngress()).toList();
        int before;
        do {
            before = inner.size();
            var callers = new HashSet<String>();
            var called = new HashSet<String>();
            for (var edge : inner) {
                callers.add(edge.from());
                called.add(edge.to());
            }
            inner = inner.stream()
                    .filter(edge -> called.contains(edge.from()) && callers.contains(edge.to()))
                    .toList();
        } while (inner.size() < before - before / 10);
        return inner;
    }

    private static List<Edge> shortestIn(Set<String> group, Map<String, List<Edge>> callees) {
        List<Edge> best = List.of();
        for (var start : group.stream().sorted().toList()) {
            int limit = best.isEmpty() ? group.size() : best.size() - 1;
            best = through(start, limit, group, callees).orElse(best);
            if (best.size() == 2) {
                break;
            }
        }
        return fromFirstName(best);
    }

    /// A shortest circle through one service, no longer than the limit: breadth first until a call leads back to it.
    private static Optional<List<Edge>> through(
            String start, int limit, Set<String> group, Map<String, List<Edge>> callees) {
        var reachedBy = new HashMap<String, Edge>();
        var depths = new HashMap<String, Integer>(Map.of(start, 0));
        var queue = new ArrayDeque<String>(List.of(start));
        while (!queue.isEmpty()) {
            var service = queue.remove();
            int depth = depths.getOrDefault(service, 0);
            for (var edge : depth < limit ? callees.getOrDefault(service, List.of()) : List.<Edge>of()) {
                if (edge.to().equals(start)) {
                    return Optional.of(way(edge, start, reachedBy));
                }
                if (group.contains(edge.to()) && depths.putIfAbsent(edge.to(), depth + 1) == null) {
                    reachedBy.put(edge.to(), edge);
                    queue.add(edge.to());
                }
            }
        }
        return Optional.empty();
    }

    private static List<Edge> way(Edge last, String start, Map<String, Edge> reachedBy) {
        var way = new ArrayList<Edge>(List.of(last));
        for (var edge = reachedBy.get(last.from());
                edge != null && !way.getLast().from().equals(start); ) {
            way.add(edge);
            edge = reachedBy.get(edge.from());
        }
        return way.reversed();
    }

    private static List<Edge> fromFirstName(List<Edge> cycle) {
        var turned = new ArrayList<>(cycle);
        int first = cycle.indexOf(Collections.min(cycle, Comparator.comparing(Edge::from)));
        Collections.rotate(turned, -first);
        return turned;
    }
}
