package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The ports that are open to callers without a certificate for a reason: the intent says so, or the Service gives
/// the port an address outside the cluster and nobody inside is known to call it.
final class PublicPorts {
    private final Mesh mesh;
    private final SecurityView view;
    private final Set<Called> called = new HashSet<>();

    private record Called(String service, int port) {}

    /// @param port the Service's port
    record PublicPort(Service service, int port) {}

    PublicPorts(Mesh mesh, SecurityView view) {
        this.mesh = mesh;
        this.view = view;
        for (Edge edge : mesh.topology().edges()) {
            called.add(new Called(edge.to(), edge.port()));
        }
    }

    /// The reason for this port of the pods, if there is one.
    Optional<PublicPort> of(Workload workload, int podPort) {
        for (var service : view.servicesOf(workload)) {
            for (var port : service.ports()) {
                if (port.targetPort() == podPort && (isDeclared(service, port) || isExposed(service, port))) {
                    return Optional.of(new PublicPort(service, port.port()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isDeclared(Service service, Service.Port port) {
        return mesh.intent().service(service.id()).publicPorts().stream()
                .anyMatch(open -> open.port() == port.port()
                        || (open.port() == port.targetPort()
                                && service.port(open.port()).isEmpty()));
    }

    private boolean isExposed(Service service, Service.Port port) {
        boolean hasAddress = service.type() == Service.Type.LOAD_BALANCER || service.type() == Service.Type.NODE_PORT;
        return hasAddress
                && mesh.intent().service(service.id()).publicPorts().isEmpty()
                && !called.contains(new Called(service.id(), port.port()))
                && !called.contains(new Called(service.id(), 0));
    }
}
