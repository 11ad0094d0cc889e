package dev.meshwright.topology.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who calls whom, to walk along. Ingress is a caller like any other.
public final class CallGraph {
    private final SequencedMap<String, SequencedSet<String>> callees = new TreeMap<>();
    private final SequencedMap<String, SequencedSet<String>> callers = new TreeMap<>();
    private @Nullable Knots knots;

    public CallGraph(Collection<Call> calls) {
        for (var call : calls) {
            callees.computeIfAbsent(call.from(), _ -> new TreeSet<>()).add(call.to());
            callers.computeIfAbsent(call.to(), _ -> new TreeSet<>()).add(call.from());
        }
    }

    /// A caller and a callee.
    public record Call(String from, String to) {
        public static final Comparator<Call> BY_NAME =
                Comparator.comparing(Call::from).thenComparing(Call::to);
    }

    /// A group that all reach each other, or one that calls itself.
    ///
    /// @param way the shortest way around from the first by name, which stands at both ends
    /// @param members all of the group, by name
    /// @param closing the calls that lead back: without them nothing in the group goes in a circle
    public record Cycle(List<String> way, SequencedSet<String> members, List<Call> closing) {}

    /// Looked for once, and not at all where nobody asks.
    Knots knots() {
        if (knots == null) {
            knots = new Knots(this);
        }
        return knots;
    }

    /// Everybody who calls or is called, by name.
    SequencedSet<String> nodes() {
        var nodes = new TreeSet<>(callees.keySet());
        nodes.addAll(callers.keySet());
        return nodes;
    }

    Collection<String> callees(String id) {
        return callees.getOrDefault(id, new TreeSet<>());
    }

    Collection<String> callers(String id) {
        return callers.getOrDefault(id, new TreeSet<>());
    }

    /// Everybody who calls the service, directly or through others, nearest first, each with the number of calls in
    /// between (1 for a direct caller). The service itself is not among them.
    public SequencedMap<String, Integer> affectedBy(String id) {
        return distances(id, this::callers);
    }

    /// Everybody whom the service calls, directly or through others, in the same way.
    public SequencedMap<String, Integer> neededBy(String id) {
        return distances(id, this::callees);
    }

    private static SequencedMap<String, Integer> distances(String id, Function<String, Collection<String>> next) {
        var distances = new LinkedHashMap<String, Integer>();
        var waiting = new ArrayDeque<String>(List.of(id));
        while (!waiting.isEmpty()) {
            String at = waiting.remove();
            int distance = distances.getOrDefault(at, 0) + 1;
            for (var neighbour : next.apply(at)) {
                if (!neighbour.equals(id) && distances.putIfAbsent(neighbour, distance) == null) {
                    waiting.add(neighbour);
                }
            }
        }
        return distances;
    }

    /// Each group of services that reach each other, by the first name in it.
    public List<Cycle> cycles() {
        return new Cycles(this).all();
    }

    /// The calls that are part of a cycle.
    public Set<Call> callsInCycles() {
        var calls = new HashSet<Call>();
        for (var knot : knots().knots()) {
            for (var from : knot) {
                callees(from).stream().filter(knot::contains).forEach(to -> calls.add(new Call(from, to)));
            }
        }
        return calls;
    }

    /// How deep each node lies below where calls begin.
    ///
    /// @param outside nodes that are no layer of their own, such as ingress
    /// @return layers from 1, by name: one deeper than the deepest caller; the members of a cycle share one
    public SequencedMap<String, Integer> layers(Set<String> outside) {
        return knots().layers(outside);
    }

    /// How many others call each node, directly or through others.
    ///
    /// @param outside nodes that do not count, such as ingress
    public Map<String, Integer> dependents(Set<String> outside) {
        return knots().dependents(outside);
    }

    /// For each node the number of others that calls reach only through it.
    ///
    /// @param outside where calls come from besides those whom nobody calls, such as ingress
    public Map<String, Integer> cutOff(Set<String> outside) {
        return new Dominators(this, outside).cutOff();
    }
}
