package dev.meshwright.topology.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/// The graph with all that reach each other taken as one: what is left has no circles, so it has an order.
final class Knots {
    private final CallGraph graph;
    private final List<SequencedSet<String>> groups;
    private final Map<String, Integer> groupOf = new HashMap<>();

    Knots(CallGraph graph) {
        this.graph = graph;
        this.groups = new GabowStrongConnectivityInspector<>(asJGraphT())
                .stronglyConnectedSets().stream()
                        .<SequencedSet<String>>map(TreeSet::new)
                        .sorted(Comparator.comparing(SequencedSet::getFirst))
                        .toList();
        for (int i = 0; i < groups.size(); i++) {
            for (var member : groups.get(i)) {
                groupOf.put(member, i);
            }
        }
    }

    private DefaultDirectedGraph<String, DefaultEdge> asJGraphT() {
        var copy = new DefaultDirectedGraph<String, DefaultEdge>(DefaultEdge.class);
        var nodes = graph.nodes();
        nodes.forEach(copy::addVertex);
        nodes.forEach(from -> graph.callees(from).forEach(to -> copy.addEdge(from, to)));
        return copy;
    }

    /// Those in which calls go in a circle, by their first names.
    List<SequencedSet<String>> knots() {
        return groups.stream()
                .filter(group ->
                        group.size() > 1 || graph.callees(group.getFirst()).contains(group.getFirst()))
                .toList();
    }

    SequencedMap<String, Integer> layers(Set<String> outside) {
        var layers = new TreeMap<String, Integer>();
        int[] deepest = new int[groups.size()];
        for (int group : inOrder()) {
            int layer = outside.containsAll(groups.get(group)) ? 0 : Math.max(1, deepest[group]);
            for (int callee : calleesOf(group)) {
                deepest[callee] = Math.max(deepest[callee], layer + 1);
            }
            if (layer > 0) {
                groups.get(group).forEach(member -> layers.put(member, layer));
            }
        }
        return layers;
    }

    Map<String, Integer> dependents(Set<String> outside) {
        var names = new ArrayList<>(graph.nodes());
        var number = new HashMap<String, Integer>();
        names.forEach(name -> number.put(name, number.size()));
        var callers = new BitSet[groups.size()];
        var counts = new HashMap<String, Integer>();
        for (int group : inOrder()) {
            var all = callers[group] == null ? new BitSet() : callers[group];
            groups.get(group).stream()
                    .filter(member -> !outside.contains(member))
                    .forEach(member -> all.set(number.getOrDefault(member, 0)));
            groups.get(group).stream()
                    .filter(member -> !outside.contains(member))
                    .forEach(member -> counts.put(member, all.cardinality() - 1));
            for (int callee : calleesOf(group)) {
                if (callers[callee] == null) {
                    callers[callee] = new BitSet();
                }
                callers[callee].or(all);
            }
            callers[group] = new BitSet(0); // no longer needed; a large mesh has many
        }
        return counts;
    }

    /// Callers before whom they call.
    private List<Integer> inOrder() {
        int[] waitsFor = new int[groups.size()];
        for (int group = 0; group < groups.size(); group++) {
            calleesOf(group).forEach(callee -> waitsFor[callee]++);
        }
        var ready = new ArrayDeque<Integer>();
        for (int group = 0; group < groups.size(); group++) {
            if (waitsFor[group] == 0) {
                ready.add(group);
            }
        }
        var order = new ArrayList<Integer>();
        while (!ready.isEmpty()) {
            int group = ready.remove();
            order.add(group);
            for (int callee : calleesOf(group)) {
                if (--waitsFor[callee] == 0) {
                    ready.add(callee);
                }
            }
        }
        return order;
    }

    private Set<Integer> calleesOf(int group) {
        var callees = new TreeSet<Integer>();
        for (var member : groups.get(group)) {
            graph.callees(member).forEach(callee -> callees.add(groupOf.getOrDefault(callee, group)));
        }
        callees.remove(group);
        return callees;
    }
}
