package dev.meshwright.access;

import dev.meshwright.intent.Intent;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The calls that should be admitted, per workload and port: the edges that are more than inferred, and what the
/// intent declares.
final class KnownCalls {
    private final Map<String, SortedMap<Integer, Port>> byWorkload = new HashMap<>();
    private final Map<String, Service> services = new HashMap<>();

    /// A port of a workload's pods, and who should be admitted there.
    static final class Port {
        private final Set<String> callers = new HashSet<>();
        private boolean fromIngress;
        private boolean open;
        private boolean onlyBytes = true;
        private boolean inService;

        /// Whether this workload (`namespace/name`) is known to call.
        boolean hasCaller(String workload) {
            return callers.contains(workload);
        }

        Set<String> callers() {
            return callers;
        }

        /// Whether traffic from outside comes through a gateway.
        boolean isEntry() {
            return fromIngress;
        }

        /// Whether the intent opens the port to everyone.
        boolean isOpen() {
            return open;
        }

        /// Whether the proxy may read requests here.
        boolean isHttp() {
            return !(inService && onlyBytes);
        }
    }

    private KnownCalls() {}

    static KnownCalls of(Topology topology, Intent intent) {
        var known = new KnownCalls();
        topology.services().forEach(service -> known.services.put(service.id(), service));
        topology.workloads().forEach(known::addDeclaredPorts);
        for (var service : topology.services()) {
            known.addService(service, intent.service(service.id()));
        }
        for (var edge : topology.edges()) {
            // Somebody wrote the route of an inferred entry; only which Service it means is a guess.
            if (edge.confidence() != Edge.Confidence.INFERRED || edge.fromIngress()) {
                known.addEdge(edge);
            }
        }
        return known;
    }

    /// The ports of a workload that a proxy watches, by number.
    SortedMap<Integer, Port> ports(String workload) {
        return byWorkload.getOrDefault(workload, Collections.emptySortedMap());
    }

    /// The workloads (`namespace/name`) behind a service or workload.
    List<String> workloads(String id) {
        var service = services.get(id);
        return service == null ? List.of(id) : service.workloads();
    }

    private void addDeclaredPorts(Workload workload) {
        for (var port : workload.ports()) {
            if (!port.protocol().equals("UDP")) {
                port(workload.id(), port.port());
            }
        }
    }

    private void addService(Service service, Intent.ServiceIntent intent) {
        for (var port : service.ports()) {
            if (!isWatched(port)) {
                continue;
            }
            for (var callee : service.workloads()) {
                var expected = port(callee, port.targetPort());
                expected.inService = true;
                expected.onlyBytes &= port.isOnlyBytes();
                expected.open |= isPublic(port, service, intent);
                intent.callers().forEach(caller -> expected.callers.addAll(workloads(caller)));
            }
        }
    }

    private void addEdge(Edge edge) {
        var to = services.get(edge.to());
        if (to == null) {
            return;
        }
        for (var port : to.ports()) {
            if (!isWatched(port) || (edge.port() != 0 && edge.port() != port.port())) {
                continue;
            }
            for (var callee : to.workloads()) {
                var expected = port(callee, port.targetPort());
                if (edge.fromIngress()) {
                    expected.fromIngress = true;
                } else {
                    expected.callers.addAll(workloads(edge.from()));
                }
            }
        }
    }

    private Port port(String workload, int port) {
        return byWorkload.computeIfAbsent(workload, _ -> new TreeMap<>()).computeIfAbsent(port, _ -> new Port());
    }

    /// A public port that the Service does not have is a port of the pods.
    private static boolean isPublic(Service.Port port, Service service, Intent.ServiceIntent intent) {
        return intent.publicPorts().stream()
                .anyMatch(open -> open.port() == port.port()
                        || (open.port() == port.targetPort()
                                && service.port(open.port()).isEmpty()));
    }

    private static boolean isWatched(Service.Port port) {
        return port.targetPort() > 0 && port.protocol() != Protocol.UDP;
    }
}
