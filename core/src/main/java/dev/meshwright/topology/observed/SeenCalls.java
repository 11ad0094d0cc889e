package dev.meshwright.topology.observed;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Edge.Confidence;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The calls of a map, to which those that were seen are added.
final class SeenCalls {
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Set<String>> servicesOfWorkload = new HashMap<>();
    private final Map<Pair, List<Edge>> edges = new HashMap<>();
    private final Map<Pair, List<Edge>> possible = new HashMap<>();
    private final List<ExternalCall> external;

    private record Pair(String from, String to) {
        static Pair of(Edge edge) {
            return new Pair(edge.from(), edge.to());
        }
    }

    SeenCalls(Topology topology) {
        for (var service : topology.services()) {
            services.put(service.id(), service);
            service.workloads()
                    .forEach(workload -> servicesOfWorkload
                            .computeIfAbsent(workload, _ -> new HashSet<>())
                            .add(service.id()));
        }
        topology.edges().forEach(edge -> list(edges, Pair.of(edge)).add(edge));
        topology.possible().forEach(edge -> list(possible, Pair.of(edge)).add(edge));
        external = new ArrayList<>(topology.external());
    }

    private static List<Edge> list(Map<Pair, List<Edge>> map, Pair pair) {
        return map.computeIfAbsent(pair, _ -> new ArrayList<>());
    }

    List<Edge> edges() {
        return flat(edges);
    }

    List<Edge> possible() {
        return flat(possible);
    }

    private static List<Edge> flat(Map<Pair, List<Edge>> map) {
        return map.values().stream()
                .flatMap(Collection::stream)
                .sorted(Edge.ORDER)
                .toList();
    }

    List<ExternalCall> external() {
        return external.stream()
                .sorted(Comparator.comparing(ExternalCall::from)
                        .thenComparing(ExternalCall::host)
                        .thenComparingInt(ExternalCall::port))
                .toList();
    }

    void add(String from, String to, int port, Tally tally, SeenWarnings told) {
        var aliases = aliases(to);
        if (aliases.contains(from)) {
            return;
        }
        var traffic = tally.traffic();
        boolean refused = isRefused(traffic);
        if (refused) {
            told.refused(from, to, traffic, tally.evidence());
        }
        for (var known : refused ? List.of(edges) : List.of(edges, possible)) {
            for (var alias :
                    Stream.concat(Stream.of(to), aliases.stream().sorted()).toList()) {
                var calls = known.get(new Pair(from, alias));
                if (calls != null && !calls.isEmpty()) {
                    var call = meant(calls, port, tally.protocol());
                    calls.remove(call);
                    list(edges, Pair.of(call)).add(seen(call, tally, traffic, refused));
                    return;
                }
            }
        }
        if (!refused) {
            var edge = observed(from, to, port, tally, traffic);
            list(edges, Pair.of(edge)).add(edge);
            told.notDeclared(edge);
        }
    }

    void addExternal(String from, String host, int port, Tally tally, SeenWarnings told) {
        if (from.equals(Edge.INGRESS)) {
            return;
        }
        var traffic = tally.traffic();
        if (isRefused(traffic)) {
            told.refused(from, host, traffic, tally.evidence());
            return;
        }
        for (int i = 0; i < external.size(); i++) {
            var call = external.get(i);
            if (call.from().equals(from) && call.host().equalsIgnoreCase(host)) {
                external.set(
                        i,
                        new ExternalCall(
                                call.from(),
                                call.host(),
                                call.port(),
                                call.protocol(),
                                joined(call.evidence(), tally.evidence())));
                return;
            }
        }
        external.add(new ExternalCall(from, host, port, tally.protocol().orElse(Protocol.TCP), tally.evidence()));
        told.notDeclared(from, host, traffic, tally.evidence());
    }

    private static boolean isRefused(Traffic traffic) {
        return traffic.denied() >= traffic.requests() + traffic.connections();
    }

    /// The services over the same pods, itself among them.
    private Set<String> aliases(String id) {
        var aliases = new HashSet<>(Set.of(id));
        var service = services.get(id);
        if (service != null) {
            service.workloads()
                    .forEach(workload -> aliases.addAll(servicesOfWorkload.getOrDefault(workload, Set.of())));
        }
        return aliases;
    }

    /// Of several ports the one that was seen, else the first that speaks what was seen.
    private static Edge meant(List<Edge> calls, int port, Optional<Protocol> protocol) {
        return calls.stream()
                .filter(call -> port != 0 && call.port() == port)
                .findFirst()
                .or(() -> calls.stream()
                        .filter(call -> protocol.isPresent()
                                && call.protocol().isHttp() == protocol.get().isHttp())
                        .min(Edge.ORDER))
                .orElse(calls.getFirst());
    }

    private static Edge seen(Edge call, Tally tally, Traffic traffic, boolean refused) {
        boolean isSurer = !refused && !call.confidence().isAtLeast(Confidence.OBSERVED);
        return new Edge(
                call.from(),
                call.to(),
                call.port(),
                call.protocol(),
                isSurer ? Confidence.OBSERVED : call.confidence(),
                joined(call.evidence(), tally.evidence()),
                call.traffic() == null ? traffic : call.traffic().plus(traffic));
    }

    private Edge observed(String from, String to, int port, Tally tally, Traffic traffic) {
        var called = Optional.ofNullable(services.get(to)).flatMap(service -> port(service, port, tally.protocol()));
        return new Edge(
                from,
                to,
                called.map(Service.Port::port).orElse(0),
                called.map(Service.Port::protocol).or(tally::protocol).orElse(Protocol.TCP),
                Confidence.OBSERVED,
                tally.evidence(),
                traffic);
    }

    private static Optional<Service.Port> port(Service service, int port, Optional<Protocol> protocol) {
        var named = service.port(port)
                .or(() -> service.ports().stream()
                        .filter(one -> port != 0 && one.targetPort() == port)
                        .findFirst());
        if (named.isPresent() || service.ports().size() == 1) {
            return named.or(() -> service.ports().stream().findFirst());
        }
        var speaking = service.ports().stream()
                .filter(one -> protocol.isPresent()
                        && (one.protocol() == protocol.get()
                                || (protocol.get() == Protocol.TCP
                                        && !one.protocol().isHttp())))
                .toList();
        return speaking.size() == 1 ? Optional.of(speaking.getFirst()) : Optional.empty();
    }

    private static List<Evidence> joined(List<Evidence> some, List<Evidence> others) {
        return Stream.concat(some.stream(), others.stream())
                .distinct()
                .sorted(Evidence.ORDER)
                .toList();
    }
}
