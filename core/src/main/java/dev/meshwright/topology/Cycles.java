package dev.meshwright.topology;

import dev.meshwright.topology.graph.CallGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Services that call each other in a circle: one warning per group of services that all reach each other, showing the
/// shortest way around from the first of them.
final class Cycles {
    /// The kind of these warnings.
    static final String KIND = "cycle";

    private Cycles() {}

    /// The warnings about these edges, of the kind [#KIND]. Who calls itself is no news.
    static List<Topology.Warning> warnings(List<Edge> edges, Names names) {
        var calls = edges.stream()
                .filter(edge -> !edge.from().equals(edge.to()))
                .map(edge -> new CallGraph.Call(edge.from(), edge.to()))
                .toList();
        var byCall = new HashMap<CallGraph.Call, Edge>();
        edges.forEach(edge -> byCall.putIfAbsent(new CallGraph.Call(edge.from(), edge.to()), edge));
        return new CallGraph(calls)
                .cycles().stream().map(cycle -> warning(cycle, byCall, names)).toList();
    }

    private static Topology.Warning warning(CallGraph.Cycle cycle, Map<CallGraph.Call, Edge> edges, Names names) {
        var way = cycle.way();
        var first = edges.get(new CallGraph.Call(way.get(0), way.get(1)));
        var evidence = first == null || first.evidence().isEmpty()
                ? new Evidence("", 0, "", "")
                : first.evidence().getFirst();
        int services = cycle.members().size();
        String more = services > way.size() - 1 ? " (" + services + " services reach each other)" : "";
        return new Topology.Warning(
                KIND,
                String.join(" → ", way.stream().map(names::shown).toList()) + more,
                evidence.file(),
                evidence.line());
    }
}
