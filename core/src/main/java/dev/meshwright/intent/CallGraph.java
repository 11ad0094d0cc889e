package dev.meshwright.intent;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// A topology with its look-ups made once: who calls a service, whom it calls, what runs behind it.
final class CallGraph {
    private final SequencedMap<String, Service> services = new LinkedHashMap<>();
    private final Map<String, List<Edge>> from;
    private final Map<String, List<Edge>> to;
    private final Map<String, List<ExternalCall>> external;
    private final Map<String, List<Workload>> workloads;

    CallGraph(Topology topology) {
        topology.services().forEach(service -> services.putIfAbsent(service.id(), service));
        from = index(topology.edges(), Edge::from);
        to = index(topology.edges(), Edge::to);
        external = index(topology.external(), ExternalCall::from);
        workloads = index(topology.workloads(), Workload::id);
    }

    List<Service> services() {
        return List.copyOf(services.values());
    }

    Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }

    List<Edge> callsOf(String id) {
        return from.getOrDefault(id, List.of());
    }

    List<Edge> callsTo(String id) {
        return to.getOrDefault(id, List.of());
    }

    List<ExternalCall> externalCallsOf(String id) {
        return external.getOrDefault(id, List.of());
    }

    boolean isEntry(String id) {
        return callsTo(id).stream().anyMatch(Edge::fromIngress);
    }

    /// The other services that it waits for: those that speak HTTP or gRPC, each once, in the order of the edges.
    List<String> asks(String id) {
        return callsOf(id).stream()
                .map(Edge::to)
                .filter(callee -> !callee.equals(id) && speaksHttp(callee))
                .distinct()
                .toList();
    }

    List<Workload> workloads(Service service) {
        return service.workloads().stream()
                .distinct()
                .flatMap(id -> workloads.getOrDefault(id, List.of()).stream())
                .toList();
    }

    private boolean speaksHttp(String id) {
        var service = services.get(id);
        return service != null
                && service.ports().stream().map(Service.Port::protocol).anyMatch(Protocol::isHttp);
    }

    private static <T> Map<String, List<T>> index(List<T> all, Function<T, String> key) {
        var index = new HashMap<String, List<T>>();
        for (var one : all) {
            index.computeIfAbsent(key.apply(one), _ -> new ArrayList<>()).add(one);
        }
        return index;
    }
}
