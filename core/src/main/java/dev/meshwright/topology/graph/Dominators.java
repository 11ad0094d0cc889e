package dev.meshwright.topology.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is the only way to whom, by the algorithm of Cooper, Harvey and Kennedy: one node dominates another if every way
/// from where calls begin leads through it.
final class Dominators {
    private static final int UNKNOWN = -1;
    private static final int START = 0;

    private final CallGraph graph;
    private final Set<String> outside;
    /// In the order of a walk in depth, callers first; what stands for "where calls begin" is [#START].
    private final List<String> order = new ArrayList<>();

    private final Map<String, Integer> position = new HashMap<>();

    Dominators(CallGraph graph, Set<String> outside) {
        this.graph = graph;
        this.outside = Set.copyOf(outside);
        var finished = new ArrayList<String>();
        var seen = new HashSet<String>();
        starts().forEach(start -> walk(start, seen, finished));
        order.add("");
        order.addAll(finished.reversed());
        for (int i = 1; i < order.size(); i++) {
            position.put(order.get(i), i);
        }
    }

    Map<String, Integer> cutOff() {
        int[] dominator = dominators();
        int[] below = new int[order.size()];
        for (int i = order.size() - 1; i > START; i--) {
            below[dominator[i]] += below[i] + 1;
        }
        var cutOff = new HashMap<String, Integer>();
        position.forEach((node, i) -> cutOff.put(node, below[i]));
        return cutOff;
    }

    private List<String> starts() {
        return graph.nodes().stream()
                .filter(node -> !outside.contains(node) && isStart(node))
                .toList();
    }

    private boolean isStart(String node) {
        var callers = graph.callers(node);
        return callers.isEmpty() || callers.stream().anyMatch(outside::contains);
    }

    private void walk(String start, Set<String> seen, List<String> finished) {
        record Visit(String node, Iterator<String> callees) {}
        if (!seen.add(start)) {
            return;
        }
        var visits = new ArrayDeque<Visit>();
        visits.push(new Visit(start, graph.callees(start).iterator()));
        while (!visits.isEmpty()) {
            var visit = visits.element();
            if (!visit.callees().hasNext()) {
                finished.add(visits.pop().node());
                continue;
            }
            String callee = visit.callees().next();
            if (!outside.contains(callee) && seen.add(callee)) {
                visits.push(new Visit(callee, graph.callees(callee).iterator()));
            }
        }
    }

    private int[] dominators() {
        int[] dominator = new int[order.size()];
        Arrays.fill(dominator, UNKNOWN);
        dominator[START] = START;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 1; i < order.size(); i++) {
                int found = isStart(order.get(i)) ? START : UNKNOWN;
                for (var caller : graph.callers(order.get(i))) {
                    int from = position.getOrDefault(caller, UNKNOWN);
                    if (from != UNKNOWN && dominator[from] != UNKNOWN) {
                        found = found == UNKNOWN ? from : meet(found, from, dominator);
                    }
                }
                changed |= dominator[i] != found;
                dominator[i] = found;
            }
        }
        return dominator;
    }

    private static int meet(int one, int other, int[] dominator) {
        int a = one;
        int b = other;
        while (a != b) {
            if (a > b) {
                a = dominator[a];
            } else {
                b = dominator[b];
            }
        }
        return a;
    }
}
