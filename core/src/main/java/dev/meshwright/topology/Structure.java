package dev.meshwright.topology;

import dev.meshwright.topology.graph.CallGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What follows from the calls as a whole. Only services that call or are called are in it.
///
/// @param layers services by depth: the first are called from outside or by nobody, each other one lies one layer below
///     its deepest caller; those that call each other in a circle share a layer
/// @param cycles groups of services that all reach each other
/// @param criticality how much depends on each service, the most critical first
/// @param singlePointsOfFailure services without which calls no longer reach others, those that cut off most first
/// @param budgets how long and how often calls are tried, for those of which something is known
public record Structure(
        List<List<String>> layers,
        List<Cycle> cycles,
        List<Criticality> criticality,
        List<SinglePoint> singlePointsOfFailure,
        List<Budget> budgets) {
    private static final Set<String> OUTSIDE = Set.of(Edge.INGRESS);

    public Structure {
        layers = List.copyOf(layers);
        cycles = List.copyOf(cycles);
        criticality = List.copyOf(criticality);
        singlePointsOfFailure = List.copyOf(singlePointsOfFailure);
        budgets = List.copyOf(budgets);
    }

    /// A group of services that all reach each other.
    ///
    /// @param way the shortest way around, with the same service at both ends
    /// @param services all of the group
    /// @param closedBy the calls that lead back; without them nothing in the group goes in a circle
    public record Cycle(List<String> way, List<String> services, List<Closing> closedBy) {
        public Cycle {
            services = List.copyOf(services);
            way = List.copyOf(way);
            closedBy = List.copyOf(closedBy);
        }
    }

    /// A call that closes a circle, and where it is declared or seen.
    public record Closing(String from, String to, String file, int line) {}

    /// How much depends on a service.
    ///
    /// @param layer from 1
    /// @param dependents how many services call it, directly or through others: those that are hit when it fails
    public record Criticality(String service, int layer, int dependents) {}

    /// A service that others are only reached through.
    ///
    /// @param cutsOff how many other services are reached through it alone
    public record SinglePoint(String service, int cutsOff) {}

    public static Structure of(Topology topology) {
        var graph = topology.graph();
        var layers = graph.layers(OUTSIDE);
        var dependents = graph.dependents(OUTSIDE);
        return new Structure(
                byDepth(layers),
                cycles(graph, topology.edges()),
                layers.entrySet().stream()
                        .map(entry -> new Criticality(
                                entry.getKey(), entry.getValue(), dependents.getOrDefault(entry.getKey(), 0)))
                        .sorted(Comparator.comparingInt(Criticality::dependents)
                                .reversed()
                                .thenComparing(Criticality::service))
                        .toList(),
                graph.cutOff(OUTSIDE).entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> new SinglePoint(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparingInt(SinglePoint::cutsOff)
                                .reversed()
                                .thenComparing(SinglePoint::service))
                        .toList(),
                Budgets.of(topology.services(), topology.edges(), graph));
    }

    private static List<List<String>> byDepth(Map<String, Integer> layers) {
        var byDepth = new ArrayList<List<String>>();
        layers.forEach((service, layer) -> {
            while (byDepth.size() < layer) {
                byDepth.add(new ArrayList<>());
            }
            byDepth.get(layer - 1).add(service);
        });
        return byDepth;
    }

    private static List<Cycle> cycles(CallGraph graph, List<Edge> edges) {
        var byCall = new HashMap<CallGraph.Call, Edge>();
        edges.forEach(edge -> byCall.putIfAbsent(new CallGraph.Call(edge.from(), edge.to()), edge));
        return graph.cycles().stream()
                .map(cycle -> new Cycle(
                        cycle.way(),
                        List.copyOf(cycle.members()),
                        cycle.closing().stream()
                                .map(call -> closing(call, byCall))
                                .toList()))
                .toList();
    }

    private static Closing closing(CallGraph.Call call, Map<CallGraph.Call, Edge> edges) {
        var edge = edges.get(call);
        return edge == null || edge.evidence().isEmpty()
                ? new Closing(call.from(), call.to(), "", 0)
                : new Closing(
                        call.from(),
                        call.to(),
                        edge.evidence().getFirst().file(),
                        edge.evidence().getFirst().line());
    }
}
