package dev.meshwright.generate;

import dev.meshwright.generate.Generation.Choice;
import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Durations;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// Calls A to B where calls to A may not take longer than calls to B: the callers of A are told that A failed while
/// B is still at work.
final class TimeoutNesting {
    private final Map<String, Duration> timeouts = new HashMap<>();
    private final Map<String, NavigableSet<String>> tooSlow = new HashMap<>();
    private final Map<String, Duration> fitting = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final List<String> callers = new ArrayList<>();

    private TimeoutNesting(Topology topology, Decisions decisions) {
        for (var decision : decisions.services()) {
            if (decision.traffic().timeout() != null) {
                timeouts.put(decision.service(), decision.traffic().timeout());
            }
        }
        for (var edge : topology.edges()) {
            if (isTooSlow(edge)) {
                tooSlow.computeIfAbsent(edge.from(), _ -> new TreeSet<>()).add(edge.to());
            }
        }
        topology.services().stream()
                .map(service -> service.id())
                .filter(tooSlow::containsKey)
                .distinct()
                .forEach(callers::add);
    }

    /// One choice per chain of such calls, at its outermost service; a cycle is told at the first of its services.
    static List<Choice> choices(Topology topology, Decisions decisions) {
        var nesting = new TimeoutNesting(topology, decisions);
        var called = new HashSet<String>();
        nesting.tooSlow.values().forEach(called::addAll);
        var choices = new ArrayList<Choice>();
        for (var outermost : nesting.callers) {
            if (!called.contains(outermost)) {
                choices.add(nesting.choice(outermost));
            }
        }
        for (var inCycle : nesting.callers) {
            if (!nesting.fitting.containsKey(inCycle)) {
                choices.add(nesting.choice(inCycle));
            }
        }
        return choices;
    }

    private boolean isTooSlow(Edge edge) {
        var outer = timeouts.get(edge.from());
        var inner = timeouts.get(edge.to());
        return outer != null && inner != null && !edge.from().equals(edge.to()) && outer.compareTo(inner) <= 0;
    }

    private Choice choice(String outermost) {
        var slow = new ArrayList<String>();
        for (var callee : tooSlow.getOrDefault(outermost, new TreeSet<>())) {
            slow.add(callee.substring(callee.indexOf('/') + 1) + " (" + text(callee) + ")");
        }
        return new Choice(
                outermost,
                "timeout",
                text(outermost),
                "it calls " + String.join(", ", slow) + ", which may take as long or longer",
                Durations.text(fitting(outermost)));
    }

    private String text(String id) {
        return Durations.text(timeouts.getOrDefault(id, Duration.ZERO));
    }

    /// A second more than the longest that it waits for; what calls it back in a cycle does not count.
    private Duration fitting(String id) {
        var known = fitting.get(id);
        if (known != null) {
            return known;
        }
        underWay.add(id);
        var longest = timeouts.getOrDefault(id, Duration.ZERO);
        for (var callee : tooSlow.getOrDefault(id, new TreeSet<>())) {
            if (!underWay.contains(callee)) {
                var needed = fitting(callee).plusSeconds(1);
                longest = needed.compareTo(longest) > 0 ? needed : longest;
            }
        }
        underWay.remove(id);
        fitting.put(id, longest);
        return longest;
    }
}
