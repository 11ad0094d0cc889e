package dev.meshwright.intent;

import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import java.util.List;
import java.util.stream.Collectors;

/// The ports of a Service that somebody outside the cluster uses: it has an address there, is no target of a
/// gateway or Ingress, and no known caller explains the port.
final class OpenPorts {
    private OpenPorts() {}

    static List<PublicPort> of(CallGraph graph, Service service) {
        if (!isReachableFromOutside(service) || graph.isEntry(service.id())) {
            return List.of();
        }
        var used = graph.callsTo(service.id()).stream().map(Edge::port).collect(Collectors.toSet());
        // A call to an unknown port is one to the only port, or to any.
        if (used.contains(0) && service.ports().size() == 1) {
            return List.of();
        }
        return service.ports().stream()
                .filter(port -> !used.contains(port.port()))
                .map(port -> new PublicPort(port.port(), List.of(), reason(service)))
                .toList();
    }

    static boolean isReachableFromOutside(Service service) {
        return service.type() == Service.Type.LOAD_BALANCER || service.type() == Service.Type.NODE_PORT;
    }

    private static String reason(Service service) {
        var type = service.type() == Service.Type.LOAD_BALANCER ? "LoadBalancer" : "NodePort";
        return "the Service is of type " + type + " and nobody in the cluster is known to call this port";
    }
}
