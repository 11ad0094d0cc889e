package dev.meshwright.generate;

import dev.meshwright.intent.Entrances;
import dev.meshwright.intent.Intent;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who calls the pods behind a service, by identity and workload port.
final class Callers {
    private final Intent intent;
    private final Entrances entrances;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, List<Workload>> workloads = new HashMap<>();
    private final Map<String, List<Edge>> edges = new HashMap<>();

    Callers(Topology topology, Intent intent, Entrances entrances) {
        this.intent = intent;
        this.entrances = entrances;
        topology.services().forEach(service -> services.putIfAbsent(service.id(), service));
        topology.workloads()
                .forEach(workload -> workloads
                        .computeIfAbsent(workload.id(), _ -> new ArrayList<>())
                        .add(workload));
        topology.edges()
                .forEach(edge ->
                        edges.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge));
    }

    /// The callers of one service.
    ///
    /// @param known workload ports by identity, from what is declared, seen or stated
    /// @param inferred the same for calls that only follow from names
    /// @param inferredFrom who makes those calls, as `namespace/name`
    /// @param nameless callers that have no identity in the input
    /// @param entryUnknown whether traffic comes through a gateway whose identity nobody says
    record Of(
            NavigableMap<String, NavigableSet<Integer>> known,
            NavigableMap<String, NavigableSet<Integer>> inferred,
            NavigableSet<String> inferredFrom,
            NavigableSet<String> nameless,
            boolean entryUnknown) {}

    Of of(List<Service> aliases) {
        var callers =
                new Of(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), isEntryUnknown(aliases));
        for (var service : aliases) {
            for (var edge : edges.getOrDefault(service.id(), List.of())) {
                if (!edge.fromIngress()) {
                    addEdge(callers, service, edge);
                }
            }
            for (var port : entrances.meshPorts(service.id())) {
                entrances.identities().forEach(identity -> add(callers.known(), principal(identity), service, port));
            }
            for (var caller : intent.service(service.id()).callers()) {
                addCaller(callers, callers.known(), caller, service, 0);
            }
        }
        // What is known needs no second rule.
        callers.known().forEach((identity, ports) -> {
            var also = callers.inferred().get(identity);
            if (also != null && also.stream().allMatch(ports::contains)) {
                callers.inferred().remove(identity);
            }
        });
        return callers;
    }

    /// The identities of what stands behind `namespace/name`, as `namespace/serviceAccount`.
    NavigableSet<String> accounts(String id) {
        var accounts = new TreeSet<String>();
        var service = services.get(id);
        for (var workload : service == null ? List.of(id) : service.workloads()) {
            workloads
                    .getOrDefault(workload, List.of())
                    .forEach(found -> accounts.add(found.namespace() + "/" + found.serviceAccount()));
        }
        if (accounts.isEmpty() && service != null && !service.serviceAccount().isEmpty()) {
            accounts.add(service.namespace() + "/" + service.serviceAccount());
        }
        return accounts;
    }

    private boolean isEntryUnknown(List<Service> aliases) {
        return entrances.identities().isEmpty()
                && aliases.stream()
                        .anyMatch(service -> !entrances.meshPorts(service.id()).isEmpty());
    }

    private void addEdge(Of callers, Service service, Edge edge) {
        if (edge.confidence() == Edge.Confidence.INFERRED
                && !intent.service(service.id()).callers().contains(edge.from())) {
            callers.inferredFrom().add(edge.from());
            addCaller(callers, callers.inferred(), edge.from(), service, edge.port());
        } else {
            addCaller(callers, callers.known(), edge.from(), service, edge.port());
        }
    }

    private void addCaller(
            Of callers,
            NavigableMap<String, NavigableSet<Integer>> admitted,
            String caller,
            Service service,
            int port) {
        var accounts = accounts(caller);
        if (accounts.isEmpty()) {
            callers.nameless().add(caller);
        }
        accounts.forEach(account -> add(admitted, principal(account), service, port));
    }

    private void add(
            NavigableMap<String, NavigableSet<Integer>> admitted, String principal, Service service, int port) {
        admitted.computeIfAbsent(principal, _ -> new TreeSet<>()).addAll(targetPorts(service, port));
    }

    /// The workload ports that a Service port leads to; all of them for an unknown port.
    private static Collection<Integer> targetPorts(Service service, int port) {
        var ports = new TreeSet<Integer>();
        var called = service.port(port).map(List::of).orElse(service.ports());
        for (var one : called) {
            ports.add(one.targetPort() > 0 ? one.targetPort() : one.port());
        }
        return ports;
    }

    private String principal(String account) {
        int slash = account.indexOf('/');
        return intent.trustDomain() + "/ns/" + account.substring(0, slash) + "/sa/" + account.substring(slash + 1);
    }
}
