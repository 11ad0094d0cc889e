package dev.meshwright.topology.picture;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Structure;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Topology.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A topology for a terminal: who calls whom, then what stands out, warnings last.
public final class TopologyTable {
    /// Longer than this is too long for a call that somebody waits for.
    private static final double LONG_SECONDS = 10;

    private static final int CALLERS_SHOWN = 50;
    private static final int WARNINGS_SHOWN = 10;
    private static final int LAYERS_SHOWN = 10;
    private static final int CRITICAL_SHOWN = 5;
    /// Warnings that the paragraphs above them already tell.
    private static final Set<String> TOLD = Set.of("no-timeout", "long-timeout", "cycle", "declared-not-seen");

    private final Topology topology;
    private final boolean all;
    private final ServiceNames names;
    private final Structure structure;

    private TopologyTable(Topology topology, boolean all) {
        this.topology = topology;
        this.all = all;
        this.names = new ServiceNames(topology);
        this.structure = Structure.of(topology);
    }

    /// Writes about all services.
    ///
    /// @param all whether long lists are written out instead of counted
    /// @return lines of at most 120 characters unless `all`, each ended with `\n`
    public static String of(Topology topology, boolean all) {
        return new TopologyTable(topology, all).text();
    }

    private String text() {
        var facts = new Columns();
        protocols(facts);
        timeouts(facts);
        layers(facts);
        critical(facts);
        singlePoints(facts);
        cycles(facts);
        seen(facts);
        possible(facts);
        unknown(facts);
        return Words.sum(topology) + "\n\n" + calls() + facts.text("") + warnings();
    }

    private String calls() {
        SequencedMap<String, Set<String>> callees = new LinkedHashMap<>();
        topology.edges().stream()
                .filter(Edge::fromIngress)
                .forEach(edge -> add(callees, edge.from(), names.of(edge.to())));
        for (var service : topology.services()) {
            callees.put(service.id(), new LinkedHashSet<>());
        }
        topology.edges().stream()
                .filter(edge -> !edge.fromIngress())
                .forEach(edge -> add(callees, edge.from(), names.of(edge.to())));
        topology.external().forEach(call -> add(callees, call.from(), Words.host(call) + " (external)"));
        callees.values().removeIf(Set::isEmpty);
        var table = new Columns();
        int widest = callees.keySet().stream()
                .mapToInt(id -> names.of(id).length())
                .max()
                .orElse(0);
        int room = Columns.WIDTH - Math.min(widest, 40) - 4;
        int shown = all ? callees.size() : Math.min(callees.size(), CALLERS_SHOWN);
        callees.sequencedEntrySet().stream()
                .limit(shown)
                .forEach(entry -> table.row(
                        names.of(entry.getKey()), "→ " + Columns.list(List.copyOf(entry.getValue()), room, all)));
        String rest = shown == callees.size() ? "" : "… and " + (callees.size() - shown) + " more callers   --all\n";
        return table.isEmpty() ? "" : table.text("") + rest + "\n";
    }

    private static void add(SequencedMap<String, Set<String>> callees, String from, String to) {
        callees.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(to);
    }

    private void protocols(Columns facts) {
        Map<String, List<Edge>> callsTo = topology.edges().stream().collect(Collectors.groupingBy(Edge::to));
        var byProtocol = new TreeMap<Protocol, List<String>>();
        for (var service : topology.services()) {
            Words.mainProtocol(service, callsTo.getOrDefault(service.id(), List.of()))
                    .ifPresent(protocol -> byProtocol
                            .computeIfAbsent(protocol, _ -> new ArrayList<>())
                            .add(names.of(service)));
        }
        var parts = new ArrayList<String>();
        byProtocol.forEach((protocol, services) -> parts.add(Words.protocol(protocol) + " " + services.size()
                + (protocol == Protocol.HTTP ? "" : " (" + Columns.list(services, 60, all) + ")")));
        facts.row("Protocols", parts.isEmpty() ? "none known" : String.join(", ", parts));
    }

    private void timeouts(Columns facts) {
        var none = new ArrayList<Service>();
        var tooLong = new ArrayList<Service>();
        var fine = new ArrayList<Service>();
        for (var service : topology.services()) {
            Optional<Double> timeout = Words.requestTimeout(service);
            if (timeout.isEmpty()) {
                none.add(service);
            } else if (timeout.get() > LONG_SECONDS) {
                tooLong.add(service);
            } else {
                fine.add(service);
            }
        }
        var groups = new Columns();
        if (!none.isEmpty()) {
            groups.row(have(none) + " none", listed(none));
        }
        if (!tooLong.isEmpty()) {
            groups.row(have(tooLong) + " " + range(tooLong), listed(tooLong));
        }
        if (!fine.isEmpty()) {
            groups.row(have(fine) + " " + range(fine), listed(fine));
        }
        String title = "Timeouts";
        for (var line : groups.text("").lines().toList()) {
            facts.row(title, line);
            title = "";
        }
    }

    private static String have(List<Service> services) {
        return services.size() == 1 ? "1 service has" : services.size() + " services have";
    }

    private static String range(List<Service> services) {
        var sorted = services.stream()
                .flatMap(service -> Words.requestTimeout(service).stream())
                .sorted()
                .toList();
        String from = Words.seconds(sorted.getFirst());
        String to = Words.seconds(sorted.getLast());
        return from.equals(to) ? from : from + " to " + to;
    }

    private String listed(List<Service> services) {
        return Columns.list(services.stream().map(names::of).toList(), Columns.WIDTH - 45, all);
    }

    private void cycles(Columns facts) {
        var cycles = structure.cycles();
        String title = "Cycles";
        for (var cycle : all ? cycles : cycles.subList(0, Math.min(cycles.size(), WARNINGS_SHOWN))) {
            facts.row(title, cycle(names.of(cycle.way())));
            title = "";
            closedBy(facts, cycle);
        }
        if (cycles.isEmpty()) {
            facts.row(title, "none");
        } else if (!all && cycles.size() > WARNINGS_SHOWN) {
            facts.row("", "and " + (cycles.size() - WARNINGS_SHOWN) + " more   --all");
        }
    }

    /// Where two services call each other, the circle shows what closes it.
    private void closedBy(Columns facts, Structure.Cycle cycle) {
        if (cycle.services().size() > 2) {
            var calls = cycle.closedBy().stream()
                    .map(call -> names.of(call.from()) + " → " + names.of(call.to()))
                    .toList();
            facts.row("", "  closed by " + Columns.list(calls, Columns.WIDTH - 23, all));
        }
    }

    private String cycle(List<String> way) {
        String text = String.join(" → ", way);
        return all || text.length() <= Columns.WIDTH - 12
                ? text
                : way.get(0) + " → " + way.get(1) + " → … → " + way.getLast() + " (" + (way.size() - 1) + " services)";
    }

    private void layers(Columns facts) {
        int shown =
                all ? structure.layers().size() : Math.min(structure.layers().size(), LAYERS_SHOWN);
        for (int i = 0; i < shown; i++) {
            facts.row(
                    i == 0 ? "Layers" : "",
                    (i + 1) + "  " + Columns.list(names.of(structure.layers().get(i)), Columns.WIDTH - 14, all));
        }
        if (shown < structure.layers().size()) {
            facts.row("", "and " + (structure.layers().size() - shown) + " more   --all");
        }
    }

    private void critical(Columns facts) {
        var critical = structure.criticality().stream()
                .filter(service -> service.dependents() > 1)
                .limit(all ? Long.MAX_VALUE : CRITICAL_SHOWN)
                .map(service -> names.of(service.service()) + " (" + service.dependents() + " depend on it)")
                .toList();
        if (!critical.isEmpty()) {
            facts.row("Critical", Columns.list(critical, Columns.WIDTH - 11, all));
        }
    }

    /// Cutting off a single other service is what every service with one of its own does.
    private void singlePoints(Columns facts) {
        var points = structure.singlePointsOfFailure().stream()
                .filter(point -> point.cutsOff() > 1)
                .limit(all ? Long.MAX_VALUE : CRITICAL_SHOWN)
                .map(point -> names.of(point.service()) + " (the only way to " + point.cutsOff() + ")")
                .toList();
        if (!points.isEmpty()) {
            facts.row("Only ways", Columns.list(points, Columns.WIDTH - 11, all));
        }
    }

    /// How what is known and what was seen agree, where anything was seen.
    private void seen(Columns facts) {
        var seen =
                topology.edges().stream().filter(edge -> edge.traffic() != null).toList();
        if (seen.isEmpty()) {
            return;
        }
        long onlySeen = seen.stream()
                .filter(edge -> edge.confidence() == Edge.Confidence.OBSERVED)
                .count();
        facts.row(
                "Seen",
                seen.size() + " of " + Columns.count(topology.edges().size(), "call", "calls")
                        + (onlySeen == 0 ? "" : ", of which " + onlySeen + " are declared nowhere"));
        var never = topology.edges().stream()
                .filter(edge -> edge.traffic() == null)
                .map(edge -> names.of(edge.from()) + " → " + names.of(edge.to()))
                .toList();
        if (!never.isEmpty()) {
            facts.row("Not seen", Columns.list(never, Columns.WIDTH - 11, all));
        }
    }

    private void possible(Columns facts) {
        if (!topology.possible().isEmpty()) {
            facts.row(
                    "Possible",
                    Columns.count(topology.possible().size(), "call", "calls")
                            + " that shared settings hint at, not counted as calls");
        }
    }

    private void unknown(Columns facts) {
        if (topology.unknown().isEmpty()) {
            facts.row("Unknown", "nothing: every container's settings were read");
            return;
        }
        var reasons = new TreeMap<String, List<String>>();
        topology.unknown()
                .forEach(unknown -> reasons.computeIfAbsent(
                                ServiceNames.printable(unknown.why()), _ -> new ArrayList<>())
                        .add(names.of(unknown.service())));
        String title = "Unknown";
        for (var reason : reasons.sequencedEntrySet()) {
            int room = Math.max(30, Columns.WIDTH - 13 - reason.getKey().length());
            facts.row(title, Columns.list(reason.getValue(), room, all) + ": " + reason.getKey());
            title = "";
        }
    }

    private String warnings() {
        List<Warning> rest = topology.warnings().stream()
                .filter(warning -> !TOLD.contains(warning.kind()))
                .toList();
        if (rest.isEmpty()) {
            return "";
        }
        var table = new Columns();
        for (var warning : all ? rest : rest.subList(0, Math.min(rest.size(), WARNINGS_SHOWN))) {
            String place =
                    warning.file().isEmpty() ? "" : ServiceNames.printable(warning.file()) + ":" + warning.line();
            table.row("warning", ServiceNames.printable(warning.message()) + "   " + place);
        }
        int hidden = all ? 0 : rest.size() - WARNINGS_SHOWN;
        return "\n" + table.text("  ") + (hidden > 0 ? "  and " + hidden + " more warnings   --all\n" : "");
    }
}
