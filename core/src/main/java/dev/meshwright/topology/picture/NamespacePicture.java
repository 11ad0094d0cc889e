package dev.meshwright.topology.picture;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.graph.CallGraph.Call;
import dev.meshwright.topology.picture.Picture.Link;
import dev.meshwright.topology.picture.Picture.Look;
import dev.meshwright.topology.picture.Picture.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One box per namespace, for meshes with more services than a picture can hold; where the namespaces are too many as
/// well, those with the most calls across their borders.
final class NamespacePicture {
    private static final int MOST_NAMESPACES = 40;
    /// A line for each pair of namespaces would make a carpet; the strongest of each box tell the story.
    private static final int LINKS_PER_NODE = 2;

    private final Topology topology;
    private final SequencedMap<String, Integer> services = new TreeMap<>();
    private final SequencedMap<Call, Integer> calls = new TreeMap<>(Call.BY_NAME);

    private NamespacePicture(Topology topology) {
        this.topology = topology;
    }

    static Picture of(Topology topology) {
        return new NamespacePicture(topology).draw();
    }

    private Picture draw() {
        topology.services().forEach(service -> services.merge(service.namespace(), 1, Integer::sum));
        for (var edge : topology.edges()) {
            String from = edge.fromIngress() ? Edge.INGRESS : namespace(edge.from());
            String to = namespace(edge.to());
            if (!from.equals(to)) {
                calls.merge(new Call(from, to), 1, Integer::sum);
            }
        }
        List<String> shown = busiest();
        var drawn = strongest(shown);
        var nodes = new ArrayList<Node>();
        for (var namespace : shown) {
            nodes.add(node(namespace));
        }
        var links = new ArrayList<Link>();
        var inCycles = callsInCycles();
        drawn.forEach((pair, number) -> links.add(new Link(
                shown.indexOf(pair.from()),
                shown.indexOf(pair.to()),
                pair.from().equals(Edge.INGRESS) ? Look.INGRESS : Look.NAMESPACE,
                number,
                inCycles.contains(new Call(pair.from(), pair.to())),
                true,
                pair.from() + " → " + pair.to() + ": " + Columns.count(number, "call", "calls"))));
        return new Picture(Words.sum(topology), note(drawn.size()), nodes, links);
    }

    private static String namespace(String id) {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }

    /// A circle of namespaces is no fault; a call between them that is part of a circle of services is.
    private Set<Call> callsInCycles() {
        return topology.graph().callsInCycles().stream()
                .map(call -> new Call(namespace(call.from()), namespace(call.to())))
                .collect(Collectors.toSet());
    }

    private Node node(String namespace) {
        if (namespace.equals(Edge.INGRESS)) {
            return new Node(namespace, "ingress", "from outside", Look.INGRESS, "Traffic from outside");
        }
        String count = Columns.count(services.getOrDefault(namespace, 0), "service", "services");
        long inside = topology.edges().stream()
                .filter(edge -> !edge.fromIngress()
                        && namespace(edge.from()).equals(namespace)
                        && namespace(edge.to()).equals(namespace))
                .count();
        return new Node(
                namespace,
                ServiceNames.printable(namespace),
                count,
                Look.NAMESPACE,
                namespace + ": " + count + ", " + Columns.count((int) inside, "call", "calls") + " among themselves");
    }

    /// The namespaces with the most calls to and from others, by name, ingress first.
    private List<String> busiest() {
        var weight = new TreeMap<String, Integer>();
        services.keySet().forEach(namespace -> weight.put(namespace, 0));
        calls.forEach((pair, number) -> {
            weight.merge(pair.from(), number, Integer::sum);
            weight.merge(pair.to(), number, Integer::sum);
        });
        boolean ingress = weight.remove(Edge.INGRESS) != null;
        var shown = weight.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_NAMESPACES)
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        if (ingress) {
            shown.addFirst(Edge.INGRESS);
        }
        return shown;
    }

    private SequencedMap<Call, Integer> strongest(List<String> shown) {
        SequencedMap<Call, Integer> strongest = new TreeMap<>(Call.BY_NAME);
        var heaviestFirst = calls.entrySet().stream()
                .filter(call -> shown.contains(call.getKey().from())
                        && shown.contains(call.getKey().to()))
                .sorted(Map.Entry.<Call, Integer>comparingByValue().reversed())
                .toList();
        var drawn = new TreeMap<String, Integer>();
        for (var call : heaviestFirst) {
            var pair = call.getKey();
            int from = drawn.getOrDefault(pair.from(), 0);
            int to = drawn.getOrDefault(pair.to(), 0);
            if (from < LINKS_PER_NODE || to < LINKS_PER_NODE) {
                strongest.put(pair, call.getValue());
                drawn.put(pair.from(), from + 1);
                drawn.put(pair.to(), to + 1);
            }
        }
        return strongest;
    }

    private String note(int drawn) {
        boolean someNamespaces = services.size() > MOST_NAMESPACES;
        return "Each box is a namespace"
                + (someNamespaces ? ": the " + MOST_NAMESPACES + " with the most calls, of " + services.size() : "")
                + "; the wider a line, the more calls it stands for"
                + (drawn < calls.size() ? " (the strongest " + drawn + " of " + calls.size() + " lines)" : "") + ".";
    }
}
