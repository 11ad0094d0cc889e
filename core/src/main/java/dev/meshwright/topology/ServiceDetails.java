package dev.meshwright.topology;

import dev.meshwright.Closest;
import dev.meshwright.MeshwrightException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;

/// One service among the others.
///
/// @param callers calls to it
/// @param callees its calls
/// @param external its calls out of the cluster
/// @param layer how deep it lies, from 1; 0 where it neither calls nor is called
/// @param dependents all who call it, directly or through others, nearest first: those that are hit when it fails
/// @param dependencies all whom it calls, directly or through others, nearest first
/// @param cutsOff how many other services are reached through it alone
/// @param cycles those that it is part of
/// @param budgets how long and how often calls to it, and its own, are tried
public record ServiceDetails(
        Service service,
        List<Edge> callers,
        List<Edge> callees,
        List<ExternalCall> external,
        int layer,
        List<Reach> dependents,
        List<Reach> dependencies,
        int cutsOff,
        List<Structure.Cycle> cycles,
        List<Budget> budgets) {
    public ServiceDetails {
        callers = List.copyOf(callers);
        callees = List.copyOf(callees);
        external = List.copyOf(external);
        dependents = List.copyOf(dependents);
        dependencies = List.copyOf(dependencies);
        cycles = List.copyOf(cycles);
        budgets = List.copyOf(budgets);
    }

    /// Somebody at the other end of one or more calls in a row.
    ///
    /// @param service `namespace/name`, or [Edge#INGRESS]
    /// @param calls how many calls lie between, 1 for a direct one
    public record Reach(String service, int calls) {}

    /// What there is about one service.
    ///
    /// @param name `namespace/name`, or the name alone where only one namespace has it
    /// @throws MeshwrightException if no service, or more than one, has this name
    public static ServiceDetails of(Topology topology, String name) {
        var service = find(topology, name);
        String id = service.id();
        var graph = topology.graph();
        var structure = Structure.of(topology);
        return new ServiceDetails(
                service,
                topology.edges().stream().filter(edge -> edge.to().equals(id)).toList(),
                topology.edges().stream().filter(edge -> edge.from().equals(id)).toList(),
                topology.external().stream()
                        .filter(call -> call.from().equals(id))
                        .toList(),
                structure.criticality().stream()
                        .filter(one -> one.service().equals(id))
                        .mapToInt(Structure.Criticality::layer)
                        .findFirst()
                        .orElse(0),
                reaches(graph.affectedBy(id)),
                reaches(graph.neededBy(id)),
                structure.singlePointsOfFailure().stream()
                        .filter(one -> one.service().equals(id))
                        .mapToInt(Structure.SinglePoint::cutsOff)
                        .findFirst()
                        .orElse(0),
                structure.cycles().stream()
                        .filter(cycle -> cycle.services().contains(id))
                        .toList(),
                structure.budgets().stream()
                        .filter(budget ->
                                budget.from().equals(id) || budget.to().equals(id))
                        .toList());
    }

    private static List<Reach> reaches(SequencedMap<String, Integer> distances) {
        return distances.entrySet().stream()
                .map(entry -> new Reach(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Service find(Topology topology, String name) {
        List<Service> found = topology.services().stream()
                .filter(service -> service.id().equals(name) || service.name().equals(name))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            var names = topology.services().stream().map(Service::name).toList();
            throw new MeshwrightException("no service is called \"" + printable(name) + "\""
                    + Closest.to(name, names)
                            .map(close -> "; did you mean " + close + "?")
                            .orElse("; `meshwright map` lists those there are."));
        }
        throw new MeshwrightException("\"" + printable(name) + "\" is in several namespaces; write one of "
                + String.join(", ", found.stream().map(Service::id).toList()) + ".");
    }

    /// Names come from the command line and may hold anything.
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    /// The part of the map that shows only this service, its callers and its callees.
    public Topology around(Topology topology) {
        var ids = new LinkedHashSet<String>(List.of(service.id()));
        callers.forEach(edge -> ids.add(edge.from()));
        callees.forEach(edge -> ids.add(edge.to()));
        return new Topology(
                topology.services().stream()
                        .filter(one -> ids.contains(one.id()))
                        .toList(),
                topology.workloads(),
                topology.edges().stream()
                        .filter(edge ->
                                edge.from().equals(service.id()) || edge.to().equals(service.id()))
                        .toList(),
                List.of(),
                external,
                topology.unknown().stream()
                        .filter(unknown -> ids.contains(unknown.service()))
                        .toList(),
                List.of());
    }
}
