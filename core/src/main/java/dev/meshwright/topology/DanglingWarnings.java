package dev.meshwright.topology;

import dev.meshwright.Closest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Hosts that are meant to be Services and are none: a typo, an optional part, another part of the mesh.
final class DanglingWarnings {
    private static final int NEAR = 2;

    /// The namespaces of the Services of a name.
    private final Map<String, SortedSet<String>> namespaces = new TreeMap<>();

    private final Map<String, Optional<String>> closest = new HashMap<>();

    private DanglingWarnings(List<Service> services) {
        services.stream()
                .filter(service -> !service.isWorkloadOnly())
                .forEach(service -> namespaces
                        .computeIfAbsent(service.name(), _ -> new TreeSet<>())
                        .add(service.namespace()));
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
                        .map(name -> "; did you mean " + called(name, one) + "?")
                        .orElse("")
                : "; the input holds nothing of namespace " + HostNames.namespace(one.host());
        return new Topology.Warning(
                "dangling-host",
                names.shown(one.from()) + " names " + one.host() + ", which no Service defines" + hint,
                one.evidence().file(),
                one.evidence().line());
    }

    /// The Service as the host would have to name it: with its namespace, where that is not the one it has.
    private String called(String name, Resolver.Dangling one) {
        String written = HostNames.namespace(one.host());
        String namespace =
                written.isEmpty() ? one.from().substring(0, one.from().indexOf('/')) : written;
        var known = namespaces.getOrDefault(name, new TreeSet<>());
        return known.contains(namespace) ? name : name + "." + known.getFirst();
    }

    private Optional<String> closest(String host) {
        int dot = host.indexOf('.');
        String name = dot < 0 ? host : host.substring(0, dot);
        return closest.computeIfAbsent(name, missing -> Closest.to(missing, namespaces.keySet(), NEAR));
    }
}
