package dev.meshwright.posture.envoy;

import dev.meshwright.posture.envoy.MeshHost.HostPort;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The addresses that a ServiceEntry names, as `address:port`.
final class EntryEndpoints {
    private static final Set<String> PLAIN_ADDRESS = Set.of("address", "port_value");
    private static final Set<String> PLAIN_ENDPOINT = Set.of("address", "health_check_config");

    private EntryEndpoints() {}

    /// Those that stand in the intent; where none does, the host itself.
    static SortedSet<String> of(Registry registry, MeshHost host, HostPort port) {
        var endpoints = new TreeSet<String>();
        for (var endpoint : host.object().root().items("spec", "endpoints")) {
            int number = endpoint.integer("ports", port.name()).orElse(target(port));
            endpoint.text("address").ifPresent(address -> endpoints.add(address + ":" + number));
        }
        for (var entry : registry.workloadEntries(host)) {
            int number = entry.root().integer("spec", "ports", port.name()).orElse(target(port));
            entry.root().text("spec", "address").ifPresent(address -> endpoints.add(address + ":" + number));
        }
        if (endpoints.isEmpty() && host.selector().isEmpty()) {
            endpoints.add(host.name() + ":" + target(port));
        }
        return endpoints;
    }

    private static int target(HostPort port) {
        return port.target() > 0 ? port.target() : port.number();
    }

    /// Those of a cluster, in whatever group; an endpoint that is no plain address is shown whole.
    static SortedSet<String> in(JsonNode groups) {
        var found = new TreeSet<String>();
        for (var group : groups) {
            for (var endpoint : group.path("lb_endpoints")) {
                var address = endpoint.path("endpoint").path("address").path("socket_address");
                boolean plain = address.has("address")
                        && PLAIN_ADDRESS.containsAll(address.propertyNames())
                        && PLAIN_ENDPOINT.containsAll(endpoint.path("endpoint").propertyNames());
                found.add(
                        plain
                                ? address.path("address").asString("") + ":"
                                        + address.path("port_value").asInt(0)
                                : endpoint.toString());
            }
        }
        return found;
    }
}
