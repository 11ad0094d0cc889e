package dev.meshwright.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Some services of a mesh, as they are now. Calls belong to the caller, those from outside to whom is called.
record TopologyPatch(Topology part, Set<String> ids) {
    private static final Comparator<Service> SERVICES =
            Comparator.comparing(Service::namespace).thenComparing(Service::name);

    private static final Comparator<Topology.Unknown> UNKNOWN = Comparator.comparing(
            Topology.Unknown::service,
            Comparator.comparing((String id) -> id.substring(0, id.indexOf('/')))
                    .thenComparing(Comparator.naturalOrder()));

    Topology applied(Topology to) {
        var services = patched(to, Topology::services, service -> ids.contains(service.id()), SERVICES);
        var workloads = patched(to, Topology::workloads, workload -> ids.contains(workload.id()), Workloads.ORDER);
        var edges = patched(to, Topology::edges, this::isOwn, Edge.ORDER);
        return new Topology(
                services,
                workloads,
                edges,
                patched(to, Topology::possible, this::isOwn, Edge.ORDER),
                patched(to, Topology::external, call -> ids.contains(call.from()), ExternalCall.ORDER),
                patched(to, Topology::unknown, unknown -> ids.contains(unknown.service()), UNKNOWN),
                repeated(to).equals(repeated(part))
                        ? ofRetries(to)
                        : RetryWarnings.of(services, edges, new Names(services)));
    }

    private static List<Topology.Warning> ofRetries(Topology topology) {
        return topology.warnings().stream()
                .filter(warning -> warning.kind().equals(RetryWarnings.KIND))
                .toList();
    }

    /// All that warnings about retries can tell of these services.
    private List<Object> repeated(Topology topology) {
        return Stream.concat(
                        topology.services().stream()
                                .filter(service -> ids.contains(service.id()))
                                .<Object>map(service -> List.of(service.id(), service.retries())),
                        topology.edges().stream()
                                .filter(this::isOwn)
                                .map(edge -> List.of(edge.from(), edge.to(), edge.protocol())))
                .toList();
    }

    private boolean isOwn(Edge edge) {
        return ids.contains(edge.fromIngress() ? edge.to() : edge.from());
    }

    private <T> List<T> patched(
            Topology to, Function<Topology, List<T>> list, Predicate<T> isOwn, Comparator<T> order) {
        var before = list.apply(to).stream().filter(isOwn).toList();
        var now = list.apply(part).stream().filter(isOwn).toList();
        return now.equals(before)
                ? list.apply(to)
                : Stream.concat(list.apply(to).stream().filter(isOwn.negate()), now.stream())
                        .sorted(order)
                        .toList();
    }
}
