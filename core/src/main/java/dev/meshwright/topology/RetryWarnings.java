package dev.meshwright.topology;

import dev.meshwright.topology.graph.CallGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Retries that multiply: several services on a way repeat calls, so that a failure at its end is tried many times.
final class RetryWarnings {
    /// The kind of these warnings.
    static final String KIND = "retries-multiply";

    /// Twice three tries are usual, and no storm yet.
    private static final int MANY = 10;

    private final CallLimits limits;
    private final Map<List<String>, Edge> edges = new HashMap<>();
    private final Names names;

    private RetryWarnings(List<Service> services, List<Edge> edges, Names names) {
        this.limits = new CallLimits(services);
        edges.forEach(edge -> this.edges.putIfAbsent(List.of(edge.from(), edge.to()), edge));
        this.names = names;
    }

    /// One warning per setting at the end of such ways, about the way with the most tries.
    static List<Topology.Warning> of(List<Service> services, List<Edge> edges, Names names) {
        long retries =
                services.stream().mapToLong(service -> service.retries().size()).sum();
        if (retries < 2) {
            return List.of();
        }
        var graph = new CallGraph(edges.stream()
                .map(edge -> new CallGraph.Call(edge.from(), edge.to()))
                .toList());
        return new RetryWarnings(services, edges, names).warnings(Budgets.of(services, edges, graph));
    }

    private List<Topology.Warning> warnings(List<Budget> budgets) {
        var many = budgets.stream()
                .filter(budget -> budget.tries() >= MANY && isRepeated(budget.from(), budget.to()))
                .filter(budget -> repeated(budget) > 1)
                .sorted(Comparator.comparingInt(Budget::tries).reversed())
                .toList();
        var within = within(many);
        var places = new HashSet<Retry>();
        var warnings = new ArrayList<Topology.Warning>();
        for (var budget : many) {
            if (!within.contains(List.of(budget.from(), budget.to()))) {
                var last = retries(budget.from(), budget.to()).getLast();
                if (places.add(last)) {
                    warnings.add(warning(budget, last));
                }
            }
        }
        return warnings;
    }

    /// The calls on the ways, but for the last of each.
    private static Set<List<String>> within(List<Budget> budgets) {
        var calls = new HashSet<List<String>>();
        for (var budget : budgets) {
            var path = budget.path();
            for (int i = 0; i < path.size() - 2; i++) {
                calls.add(path.subList(i, i + 2));
            }
        }
        return calls;
    }

    private long repeated(Budget budget) {
        long repeated = 0;
        for (int i = 0; i < budget.path().size() - 1; i++) {
            repeated += isRepeated(budget.path().get(i), budget.path().get(i + 1)) ? 1 : 0;
        }
        return repeated;
    }

    private boolean isRepeated(String from, String to) {
        return !retries(from, to).isEmpty();
    }

    private List<Retry> retries(String from, String to) {
        var edge = edges.get(List.of(from, to));
        return edge == null ? List.of() : limits.retries(edge);
    }

    private Topology.Warning warning(Budget budget, Retry last) {
        var shown = new ArrayList<String>();
        for (int i = 0; i < budget.path().size(); i++) {
            String name = names.shown(budget.path().get(i));
            var tries = i + 1 == budget.path().size()
                    ? List.<Retry>of()
                    : retries(budget.path().get(i), budget.path().get(i + 1));
            shown.add(
                    tries.isEmpty()
                            ? name
                            : name + " ("
                                    + tries.stream()
                                            .map(retry -> Integer.toString(retry.tries()))
                                            .collect(Collectors.joining(" × "))
                                    + " tries)");
        }
        return new Topology.Warning(
                KIND,
                "one request can become " + budget.tries() + " calls of " + names.shown(budget.to()) + ": "
                        + String.join(" → ", shown),
                last.file(),
                last.line());
    }
}
