package dev.meshwright.topology.observed;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Names;
import dev.meshwright.topology.Topology.Warning;
import dev.meshwright.topology.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is worth a look when traffic is compared with what is declared.
final class SeenWarnings {
    private final Names names;
    private final List<Warning> warnings = new ArrayList<>();

    SeenWarnings(Names names) {
        this.names = names;
    }

    List<Warning> warnings() {
        return warnings;
    }

    void notDeclared(Edge edge) {
        var traffic = edge.traffic();
        if (traffic != null) {
            notDeclared(edge.from(), edge.to(), traffic, edge.evidence());
        }
    }

    void notDeclared(String from, String to, Traffic traffic, List<Evidence> evidence) {
        add(
                "seen-not-declared",
                names.shown(from) + " calls " + names.shown(to) + " (" + amount(traffic)
                        + "), which no manifest declares",
                evidence);
    }

    void refused(String from, String to, Traffic traffic, List<Evidence> evidence) {
        add(
                "refused-call",
                names.shown(from) + " is refused by " + names.shown(to) + " (" + amount(traffic)
                        + "): not taken as a sign that it may call",
                evidence);
    }

    /// @param wouldBeSeen whether the traffic would show the call if it were made
    void neverSeen(List<Edge> edges, Predicate<Edge> wouldBeSeen) {
        for (var edge : edges) {
            if (edge.traffic() == null && wouldBeSeen.test(edge)) {
                add(
                        "declared-not-seen",
                        names.shown(edge.from()) + " was not seen to call " + names.shown(edge.to()) + ", which is "
                                + edge.confidence().word(),
                        edge.evidence());
            }
        }
    }

    /// About calls that have no place in the map because one end has none.
    void unplaced(ObservedTraffic.Ends ends, Tally tally) {
        String amount = amount(tally.traffic());
        switch (ends.to()) {
            case Found.Member(var to) -> {
                switch (ends.from()) {
                    case Found.Unknown(var from) ->
                        add(
                                "unknown-caller",
                                from + ", which the input does not hold, calls " + names.shown(to) + " (" + amount
                                        + ")",
                                tally.evidence());
                    case Found.Nameless _ ->
                        add(
                                Warning.OUTSIDE_CALLER,
                                names.shown(to) + " is called from outside of the mesh (" + amount
                                        + "): callers without a proxy or traces, which STRICT would refuse",
                                tally.evidence(),
                                to);
                    case Found.Member _, Found.Host _, Found.Relay _ -> {}
                }
            }
            case Found.Unknown(var to) -> {
                if (ends.from() instanceof Found.Member(var from)) {
                    add(
                            "unknown-callee",
                            names.shown(from) + " calls " + to + " (" + amount + "), which the input does not hold",
                            tally.evidence());
                }
            }
            case Found.Nameless _ -> {
                if (ends.from() instanceof Found.Member(var from) && !from.equals(Edge.INGRESS)) {
                    add(
                            "unknown-callee",
                            names.shown(from) + " calls out of the mesh (" + amount
                                    + ") to hosts that the traffic does not name",
                            tally.evidence());
                }
            }
            case Found.Host _, Found.Relay _ -> {}
        }
    }

    private static String amount(Traffic traffic) {
        String requests = Tally.amount(traffic.requests(), "request");
        String connections = Tally.amount(traffic.connections(), "connection");
        return traffic.connections() == 0
                ? requests
                : traffic.requests() == 0 ? connections : requests + ", " + connections;
    }

    private void add(String kind, String message, List<Evidence> evidence) {
        add(kind, message, evidence, null);
    }

    private void add(String kind, String message, List<Evidence> evidence, @Nullable String service) {
        var first = evidence.isEmpty() ? new Evidence("", 0, "", "") : evidence.getFirst();
        warnings.add(new Warning(kind, message, first.file(), first.line(), service));
    }
}
