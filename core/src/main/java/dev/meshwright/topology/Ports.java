package dev.meshwright.topology;

import java.util.Optional;

/// Which port of a Service a caller means.
final class Ports {
    private Ports() {}

    /// The Service's port, 0 where nothing tells. Behind a headless Service callers reach the pods' own ports.
    static int called(Service service, Address address) {
        int port = address.portOrDefault();
        if (service.port(port).isPresent()) {
            return port;
        }
        if (address.port() != 0) {
            return service.ports().isEmpty() ? port : byTarget(service, port).orElse(0);
        }
        return service.ports().size() == 1 ? service.ports().getFirst().port() : 0;
    }

    /// The port with this name or number; 0 where it has none.
    static int named(Service service, String nameOrNumber) {
        return service.ports().stream()
                .filter(port -> port.name().equals(nameOrNumber)
                        || String.valueOf(port.port()).equals(nameOrNumber))
                .findFirst()
                .map(Service.Port::port)
                .orElse(
                        service.ports().size() == 1 && nameOrNumber.isEmpty()
                                ? service.ports().getFirst().port()
                                : 0);
    }

    private static Optional<Integer> byTarget(Service service, int target) {
        return service.type() != Service.Type.HEADLESS
                ? Optional.empty()
                : service.ports().stream()
                        .filter(port -> port.targetPort() == target)
                        .map(Service.Port::port)
                        .findFirst();
    }
}
