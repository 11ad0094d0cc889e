package dev.meshwright.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/// Services that call each other in a circle: one warning per group of services that all reach each other, showing the
/// shortest way around from the first of them.
final class Cycles {
    private final Map<String, Edge> edges = new HashMap<>();
    private final DefaultDirectedGraph<String, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);

    private Cycles(List<Edge> calls) {
        for (var edge : calls) {
            if (!edge.from().equals(edge.to()) && !edge.fromIngress()) {
                graph.addVertex(edge.from());
                graph.addVertex(edge.to());
                graph.addEdge(edge.from(), edge.to());
                edges.putIfAbsent(edge.from() + " " + edge.to(), edge);
            }
        }
    }

    static List<Topology.Warning> warnings(List<Edge> edges, Names names) {
        var cycles = new Cycles(edges);
        return new KosarajuStrongConnectivityInspector<>(cycles.graph)
                .stronglyConnectedSets().stream()
                        .filter(group -> group.size() > 1)
                        .map(TreeSet::new)
                        .sorted(Comparator.comparing(TreeSet::first))
                        .map(group -> cycles.warning(group, names))
                        .toList();
    }

    private Topology.Warning warning(SortedSet<String> group, Names names) {
        var path = around(group.first(), group);
        var first = edges.get(path.get(0) + " " + path.get(1));
        var evidence = first == null || first.evidence().isEmpty()
                ? new Evidence("", 0, "", "")
                : first.evidence().getFirst();
        String more = group.size() > path.size() - 1 ? " (" + group.size() + " services reach each other)" : "";
        return new Topology.Warning(
                "cycle",
                String.join(" → ", path.stream().map(names::shown).toList()) + more,
                evidence.file(),
                evidence.line());
    }

    private List<String> around(String start, Set<String> group) {
        var cameFrom = new HashMap<String, String>();
        var queue = new ArrayDeque<>(List.of(start));
        var seen = new HashSet<String>();
        while (!queue.isEmpty()) {
            String at = queue.remove();
            for (var next : new TreeSet<>(next(at))) {
                if (next.equals(start)) {
                    return path(start, at, cameFrom);
                }
                if (group.contains(next) && seen.add(next)) {
                    cameFrom.put(next, at);
                    queue.add(next);
                }
            }
        }
        throw new IllegalStateException("no way around from " + start);
    }

    private Set<String> next(String at) {
        var next = new HashSet<String>();
        graph.outgoingEdgesOf(at).forEach(edge -> next.add(graph.getEdgeTarget(edge)));
        return next;
    }

    private static List<String> path(String start, String last, Map<String, String> cameFrom) {
        var path = new ArrayList<>(List.of(start));
        for (String at = last; at != null && !at.equals(start); at = cameFrom.get(at)) {
            path.add(at);
        }
        path.add(start);
        return path.reversed();
    }
}
