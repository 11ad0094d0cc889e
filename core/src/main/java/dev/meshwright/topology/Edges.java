package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Calls that say the same become one edge with all their evidence.
final class Edges {
    /// How the evidence of policies is called that say who is meant to call whom.
    private static final Set<String> CONFIRMING = Set.of("network-policy", "sidecar");

    private final Map<String, Service> services;

    Edges(Map<String, Service> services) {
        this.services = services;
    }

    /// By caller, called service and port. A policy that means the same call confirms it.
    List<Edge> of(List<Call> calls) {
        var sure =
                merged(calls.stream().filter(call -> call.confidence() != null).toList());
        var policies = calls.stream()
                .filter(call -> call.confidence() == null
                        && CONFIRMING.contains(call.evidence().how()))
                .collect(Collectors.groupingBy(
                        call -> call.from() + " " + call.to().id()));
        return sure.stream()
                .map(edge -> confirmed(edge, policies.getOrDefault(edge.from() + " " + edge.to(), List.of())))
                .toList();
    }

    private static Edge confirmed(Edge edge, List<Call> policies) {
        var evidence = new ArrayList<>(edge.evidence());
        policies.stream()
                .filter(call -> call.port() == edge.port() || call.port() == 0 || edge.port() == 0)
                .map(Call::evidence)
                .distinct()
                .sorted(Evidence.ORDER)
                .forEach(evidence::add);
        return new Edge(edge.from(), edge.to(), edge.port(), edge.protocol(), edge.confidence(), evidence);
    }

    /// Calls that are only possible, between services that no edge joins.
    List<Edge> possible(List<Call> calls, List<Edge> edges) {
        Set<String> known = new HashSet<>();
        edges.forEach(edge -> known.add(edge.from() + " " + edge.to()));
        return merged(calls.stream()
                .filter(call -> call.confidence() == null)
                .filter(call -> !known.contains(call.from() + " " + call.to().id()))
                .toList());
    }

    private List<Edge> merged(List<Call> calls) {
        Map<String, Map<Integer, List<Call>>> byPair = new TreeMap<>();
        for (var call : calls) {
            byPair.computeIfAbsent(call.from() + " " + call.to().id(), _ -> new TreeMap<>())
                    .computeIfAbsent(call.port(), _ -> new ArrayList<>())
                    .add(call);
        }
        var edges = new ArrayList<Edge>();
        for (var byPort : byPair.values()) {
            if (byPort.size() > 1 && byPort.containsKey(0)) {
                var unknown = byPort.remove(0);
                byPort.values().iterator().next().addAll(unknown);
            }
            byPort.forEach((port, same) -> edges.add(edge(port, same)));
        }
        return edges.stream().sorted(Edge.ORDER).toList();
    }

    private Edge edge(int port, List<Call> calls) {
        var first = calls.getFirst();
        var confidence = calls.stream()
                .flatMap(call -> Stream.ofNullable(call.confidence()))
                .min(Comparator.naturalOrder())
                .orElse(Edge.Confidence.POSSIBLE);
        return new Edge(
                first.from(),
                first.to().id(),
                port,
                protocol(first.to().id(), port, calls),
                confidence,
                calls.stream()
                        .map(Call::evidence)
                        .distinct()
                        .sorted(Evidence.ORDER)
                        .toList());
    }

    private Protocol protocol(String to, int port, List<Call> calls) {
        var service = services.get(to);
        if (service != null && service.port(port).isPresent()) {
            return service.port(port).get().protocol();
        }
        return calls.stream()
                .flatMap(call -> call.address().protocol().stream())
                .findFirst()
                .orElse(Protocol.TCP);
    }

    /// External calls with the same host and port become one.
    static List<ExternalCall> external(List<ExternalCall> calls) {
        Map<String, ExternalCall> merged = new TreeMap<>();
        for (var call : calls) {
            merged.merge(call.from() + " " + call.host() + " " + call.port(), call, (one, other) -> {
                var evidence = new ArrayList<>(one.evidence());
                evidence.addAll(other.evidence());
                return new ExternalCall(
                        one.from(),
                        one.host(),
                        one.port(),
                        one.protocol() == Protocol.TCP ? other.protocol() : one.protocol(),
                        evidence.stream().distinct().sorted(Evidence.ORDER).toList());
            });
        }
        return merged.values().stream().sorted(ExternalCall.ORDER).toList();
    }
}
