package dev.meshwright.topology;

import dev.meshwright.topology.graph.CallGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries timeouts and retries along the calls, from the outermost callers inwards.
final class Budgets {
    /// More tries than this are not told apart.
    private static final int MOST = 1_000_000;

    private final CallLimits limits;
    /// What is known of the calls to a service, the worst of all ways.
    private final Map<String, Way> ways = new HashMap<>();

    private Budgets(List<Service> services) {
        this.limits = new CallLimits(services);
    }

    /// Of the ways to a service the one with the most tries, and, apart from it, who gives up first.
    ///
    /// @param before the way to the caller, null at the start
    private record Way(
            String service,
            int tries,
            @Nullable Way before,
            @Nullable Double seconds,
            @Nullable String limitedBy) {
        List<String> path() {
            var path = new ArrayList<String>();
            for (Way way = this; way != null; way = way.before) {
                path.addFirst(way.service);
            }
            return path;
        }
    }

    /// One per pair of services of which a timeout or a retry is known, by their names.
    ///
    /// @param graph of these edges
    static List<Budget> of(List<Service> services, List<Edge> edges, CallGraph graph) {
        var budgets = new Budgets(services);
        var layers = graph.layers(Set.of(Edge.INGRESS));
        var inCircles = graph.callsInCycles();
        var seen = new HashSet<CallGraph.Call>();
        var found = new ArrayList<Budget>();
        edges.stream()
                .sorted(Comparator.<Edge>comparingInt(edge -> layers.getOrDefault(edge.from(), 0))
                        .thenComparing(Edge.ORDER))
                .filter(edge -> seen.add(new CallGraph.Call(edge.from(), edge.to())))
                .forEach(edge -> budgets.follow(edge, inCircles.contains(new CallGraph.Call(edge.from(), edge.to())))
                        .ifPresent(found::add));
        found.sort(Comparator.comparing(Budget::from).thenComparing(Budget::to));
        return found;
    }

    /// Callers come before those whom they call, so the ways to the caller are complete.
    private Optional<Budget> follow(Edge edge, boolean isInCircle) {
        var before = ways.getOrDefault(edge.from(), new Way(edge.from(), 1, null, null, null));
        int tries = (int) Math.min(MOST, (long) before.tries() * tries(edge));
        var own = limits.seconds(edge);
        var way = own.isPresent() && (before.seconds() == null || own.getAsDouble() < before.seconds())
                ? new Way(edge.to(), tries, before, own.getAsDouble(), edge.from())
                : new Way(edge.to(), tries, before, before.seconds(), before.limitedBy());
        if (!isInCircle) {
            ways.merge(edge.to(), way, Budgets::worse);
        }
        return way.seconds() == null && tries == 1
                ? Optional.empty()
                : Optional.of(new Budget(edge.from(), edge.to(), way.seconds(), way.limitedBy(), tries, way.path()));
    }

    private static Way worse(Way one, Way other) {
        var often = other.tries() > one.tries() ? other : one;
        var early = other.seconds() != null && (one.seconds() == null || other.seconds() < one.seconds()) ? other : one;
        return new Way(one.service(), often.tries(), often.before(), early.seconds(), early.limitedBy());
    }

    /// How often the caller and its proxy make the call together; 1 where nothing repeats work.
    private int tries(Edge edge) {
        long tries = limits.retries(edge).stream()
                .mapToLong(Retry::tries)
                .reduce(1, (one, other) -> Math.min(MOST, one * other));
        return (int) tries;
    }
}
