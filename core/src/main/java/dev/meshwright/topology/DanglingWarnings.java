package dev.meshwright.topology;

import dev.meshwright.Closest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts that are meant to be Services and are none: a typo, an optional part, another part of the mesh.
final class DanglingWarnings {
    private static final int NEAR = 2;

    private final List<String> services;
    private final Map<String, Optional<String>> closest = new HashMap<>();

    private DanglingWarnings(List<Service> services) {
        this.services = services.stream()
                .filter(service -> !service.isWorkloadOnly())
                .map(Service::name)
                .toList();
    }

    static List<Topology.Warning> of(List<Resolver.Dangling> dangling, List<Service> services, Names names) {
        var reader = new DanglingWarnings(services);
        var seen = new HashSet<String>();
        var warnings = new ArrayList<Topology.Warning>();
        for (var one : dangling) {
            if (seen.add(one.host() + " " + one.evidence().place())) {
                warnings.add(reader.warning(one, names));
            }
        }
        return warnings;
    }

    private Topology.Warning warning(Resolver.Dangling one, Names names) {
        String hint = one.isNamespaceKnown()
                ? closest(one.host())
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("")
                : "; the input holds nothing of namespace " + HostNames.namespace(one.host());
        return new Topology.Warning(
                "dangling-host",
                names.shown(one.from()) + " names " + one.host() + ", which no Service defines" + hint,
                one.evidence().file(),
                one.evidence().line());
    }

    private Optional<String> closest(String host) {
        int dot = host.indexOf('.');
        String name = dot < 0 ? host : host.substring(0, dot);
        return closest.computeIfAbsent(name, missing -> Closest.to(missing, services, NEAR));
    }
}
