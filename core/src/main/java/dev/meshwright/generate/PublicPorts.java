package dev.meshwright.generate;

import dev.meshwright.intent.Intent;
import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.topology.Service;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The ports of pods that callers without a client certificate use, whatever Service they were declared on.
///
/// @param declared by the workload's port
record PublicPorts(NavigableMap<Integer, PublicPort> declared) {

    static PublicPorts of(List<Service> aliases, Intent intent) {
        var found = new TreeMap<Integer, PublicPort>();
        for (var service : aliases) {
            for (var open : intent.service(service.id()).publicPorts()) {
                int target = service.port(open.port())
                        .map(Service.Port::targetPort)
                        .filter(port -> port > 0)
                        .orElse(open.port());
                found.putIfAbsent(target, open);
            }
        }
        return new PublicPorts(found);
    }
}
