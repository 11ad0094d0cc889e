package dev.meshwright.generate;

import dev.meshwright.intent.Decisions.Decision;
import dev.meshwright.intent.Decisions.Setting;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Set;

/// A service that files are generated for.
///
/// @param folder below the output folder
/// @param workloads the pods' controllers behind it
/// @param aliases this and the other Services over the same pods
/// @param closed whether this Service is the one of its aliases that carries the policies
record Target(
        Service service,
        String folder,
        Decision decision,
        List<Workload> workloads,
        List<Service> aliases,
        boolean closed) {

    String id() {
        return service.id();
    }

    List<Service.Port> httpPorts() {
        return service.ports().stream().filter(port -> port.protocol().isHttp()).toList();
    }

    /// What the header says first: the class and why.
    String kind() {
        return decision.serviceClass().word() + ": " + decision.why();
    }

    List<Setting> settings(Set<String> names) {
        return decision.settings().stream()
                .filter(setting -> names.contains(setting.name()))
                .toList();
    }
}
