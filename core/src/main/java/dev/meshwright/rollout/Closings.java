package dev.meshwright.rollout;

import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// When each service may go STRICT: in the phase in which it and the last of its known callers have their proxy.
final class Closings {
    private final SequencedMap<String, Integer> phases = new TreeMap<>();
    private final List<Plan.Open> open = new ArrayList<>();

    /// Decides for all services at once.
    ///
    /// @param services those that join
    /// @param closable those that have something to close
    /// @param joinOf the phase, from 0, in which a service joins
    Closings(
            Topology topology,
            Map<String, Service> services,
            Map<String, Workload> workloads,
            Set<String> closable,
            ToIntFunction<String> joinOf) {
        var outside = new HashMap<String, Workload>();
        for (var service : topology.services()) {
            outside(service, workloads).ifPresent(workload -> outside.put(service.id(), workload));
        }
        services.keySet().stream().filter(closable::contains).forEach(id -> phases.put(id, joinOf.applyAsInt(id)));
        for (var edge : topology.edges()) {
            if (!edge.fromIngress() && phases.containsKey(edge.to())) {
                var caller = outside.get(edge.from());
                if (caller != null) {
                    open.add(new Plan.Open(edge.to(), "its caller " + why(caller)));
                } else if (!services.containsKey(edge.from())) {
                    open.add(new Plan.Open(edge.to(), "its caller " + edge.from() + " has not joined"));
                } else {
                    phases.merge(edge.to(), joinOf.applyAsInt(edge.from()), Math::max);
                }
            }
        }
        phases.keySet().stream()
                .filter(outside::containsKey)
                .forEach(id -> open.add(new Plan.Open(id, why(Objects.requireNonNull(outside.get(id))))));
        open.forEach(service -> phases.remove(service.service()));
    }

    List<String> closedIn(int phase) {
        return phases.entrySet().stream()
                .filter(entry -> entry.getValue() == phase)
                .map(Map.Entry::getKey)
                .toList();
    }

    List<Plan.Open> open() {
        return open.stream()
                .distinct()
                .sorted((a, b) -> (a.service() + a.why()).compareTo(b.service() + b.why()))
                .toList();
    }

    /// A workload behind a service that gets no proxy, if there is one.
    private static Optional<Workload> outside(Service service, Map<String, Workload> workloads) {
        return service.workloads().stream()
                .map(workloads::get)
                .filter(workload -> workload != null && !canJoin(workload))
                .findFirst();
    }

    private static boolean canJoin(Workload workload) {
        return !workload.hostNetwork()
                && !"false".equals(workload.labels().get("sidecar.istio.io/inject"))
                && !"false".equals(workload.annotations().get("sidecar.istio.io/inject"));
    }

    private static String why(Workload workload) {
        return workload.id()
                + (workload.hostNetwork()
                        ? " uses the host's network, where no sidecar is injected"
                        : " turns injection off with sidecar.istio.io/inject: \"false\"");
    }
}
