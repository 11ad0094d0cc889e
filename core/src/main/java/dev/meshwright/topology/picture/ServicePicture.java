package dev.meshwright.topology.picture;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.graph.CallGraph;
import dev.meshwright.topology.picture.Picture.Link;
import dev.meshwright.topology.picture.Picture.Look;
import dev.meshwright.topology.picture.Picture.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One box per service, external host and, where there is traffic from outside, one for that.
final class ServicePicture {
    private static final int EVIDENCE_LINES = 6;

    private final Topology topology;
    private final ServiceNames names;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();

    private ServicePicture(Topology topology) {
        this.topology = topology;
        this.names = new ServiceNames(topology);
    }

    static Picture of(Topology topology) {
        return new ServicePicture(topology).draw();
    }

    private Picture draw() {
        if (topology.edges().stream().anyMatch(Edge::fromIngress)) {
            add(Edge.INGRESS, new Node(Edge.INGRESS, "ingress", "from outside", Look.INGRESS, "Traffic from outside"));
        }
        Map<String, List<Edge>> callsTo = topology.edges().stream().collect(Collectors.groupingBy(Edge::to));
        topology.services().stream()
                .sorted(Comparator.comparing(Service::id))
                .forEach(service -> add(service.id(), node(service, callsTo.getOrDefault(service.id(), List.of()))));
        new TreeSet<>(topology.external().stream().map(ExternalCall::host).toList())
                .forEach(host -> add(
                        "external " + host,
                        new Node(
                                host,
                                ServiceNames.printable(host),
                                ports(host),
                                Look.EXTERNAL,
                                "Outside the cluster")));
        return new Picture(Words.sum(topology), "", nodes, links());
    }

    private void add(String key, Node node) {
        if (index.putIfAbsent(key, nodes.size()) == null) {
            nodes.add(node);
        }
    }

    private Node node(Service service, List<Edge> callsToIt) {
        var look = Words.mainProtocol(service, callsToIt).map(Look::of).orElse(Look.PLAIN);
        var lines = new ArrayList<String>();
        lines.add(service.id());
        lines.add("declared at " + service.where());
        for (var port : service.ports()) {
            lines.add(Words.protocolAndPort(port.protocol(), port.port()) + ": "
                    + port.evidence().how() + " " + port.evidence().place());
        }
        lines.add(Words.requestTimeout(service)
                .map(seconds -> "requests may take " + Words.seconds(seconds))
                .orElse("no timeout of its own"));
        return new Node(service.id(), names.of(service), badge(service), look, String.join("\n", lines));
    }

    private static String badge(Service service) {
        if (service.ports().isEmpty()) {
            return "no Service";
        }
        String first = service.ports().stream()
                .limit(2)
                .map(port -> Words.protocolAndPort(port.protocol(), port.port()))
                .collect(Collectors.joining(" · "));
        int hidden = service.ports().size() - 2;
        return hidden > 0 ? first + " +" + hidden : first;
    }

    private String ports(String host) {
        return topology.external().stream()
                .filter(call -> call.host().equals(host))
                .map(call -> Words.protocolAndPort(call.protocol(), call.port()))
                .distinct()
                .sorted()
                .limit(2)
                .collect(Collectors.joining(" · "));
    }

    private List<Link> links() {
        Set<CallGraph.Call> inCycles = topology.graph().callsInCycles();
        record Key(int from, int to, Look look) {}
        var byPlace =
                Comparator.comparingInt(Key::from).thenComparingInt(Key::to).thenComparing(Key::look);
        var calls = new TreeMap<Key, List<Edge>>(byPlace);
        for (var edge : topology.edges()) {
            var from = index.get(edge.from());
            var to = index.get(edge.to());
            if (from != null && to != null) {
                calls.computeIfAbsent(new Key(from, to, Look.of(edge)), _ -> new ArrayList<>())
                        .add(edge);
            }
        }
        var links = new ArrayList<Link>();
        calls.forEach((key, edges) -> links.add(new Link(
                key.from(),
                key.to(),
                key.look(),
                edges.size(),
                inCycles.contains(new CallGraph.Call(
                        edges.getFirst().from(), edges.getFirst().to())),
                edges.stream().anyMatch(edge -> edge.confidence() != Edge.Confidence.INFERRED),
                edges.stream().map(this::title).collect(Collectors.joining("\n")))));
        topology.external().stream()
                .sorted(Comparator.comparing(ExternalCall::from).thenComparing(ExternalCall::host))
                .forEach(call -> link(call, links));
        return links;
    }

    private void link(ExternalCall call, List<Link> links) {
        var from = index.get(call.from());
        var to = index.get("external " + call.host());
        boolean drawn =
                links.stream().anyMatch(link -> from != null && to != null && link.from() == from && link.to() == to);
        if (from != null && to != null && !drawn) {
            String title = names.of(call.from()) + " → " + call.host() + "\n" + evidence(call.evidence());
            links.add(new Link(from, to, Look.EXTERNAL, 1, false, true, title));
        }
    }

    private String title(Edge edge) {
        return names.of(edge.from()) + " → " + names.of(edge.to()) + ", "
                + Words.protocolAndPort(edge.protocol(), edge.port()) + ", "
                + edge.confidence().word() + "\n" + evidence(edge.evidence());
    }

    private static String evidence(List<Evidence> evidence) {
        return evidence.stream()
                .limit(EVIDENCE_LINES)
                .map(line -> line.place() + "  " + line.how() + " " + line.text())
                .collect(Collectors.joining("\n"));
    }
}
