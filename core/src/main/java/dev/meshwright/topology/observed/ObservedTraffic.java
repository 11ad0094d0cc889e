package dev.meshwright.topology.observed;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Names;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Topology.Warning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Merges traffic into a map.
///
/// Calls that were seen have their [dev.meshwright.topology.Traffic] and its evidence; those that nothing declares
/// become edges of their own. Who could not be placed, what was refused, and what is declared and was never seen is
/// told in warnings.
public final class ObservedTraffic {
    private final Topology topology;
    private final Directory directory;
    private final SequencedMap<Ends, Tally> tallies = new LinkedHashMap<>();
    private final Set<String> reporting = new HashSet<>();
    private boolean hasConnections;

    private ObservedTraffic(Topology topology) {
        this.topology = topology;
        this.directory = new Directory(topology);
    }

    /// Who calls whom.
    record Ends(Found from, Found to, int port) {}

    /// The map with what was seen. The same for the same observations in the same order.
    public static Topology merge(Topology topology, List<Observation> observations) {
        return new ObservedTraffic(topology).merge(observations);
    }

    private Topology merge(List<Observation> observations) {
        var warnings = new ArrayList<Warning>();
        for (var observation : observations) {
            observation.flows().forEach(this::add);
            observation
                    .problems()
                    .forEach(problem -> warnings.add(new Warning(
                            "unreadable",
                            problem.message() + " " + problem.fix(),
                            problem.where().file(),
                            problem.where().line())));
        }
        var seen = new SeenCalls(topology);
        var told = new SeenWarnings(new Names(topology.services()));
        tallies.forEach((ends, tally) -> {
            if (ends.from() instanceof Found.Member(var from) && ends.to() instanceof Found.Member(var to)) {
                seen.add(from, to, ends.port(), tally, told);
            } else if (ends.from() instanceof Found.Member(var from) && ends.to() instanceof Found.Host(var host)) {
                seen.addExternal(from, host, ends.port(), tally, told);
            } else {
                told.unplaced(ends, tally);
            }
        });
        var edges = seen.edges();
        told.neverSeen(edges, this::wouldBeSeen);
        warnings.addAll(told.warnings());
        warnings.addAll(topology.warnings());
        return topology.with(edges, seen.possible(), seen.external(), warnings);
    }

    private void add(Flow flow) {
        var from = directory.caller(flow.from());
        var to = directory.callee(flow.to());
        if (from instanceof Found.Member(var id)) {
            reporting.add(id);
        }
        if (to instanceof Found.Member(var id)) {
            reporting.add(id);
        }
        hasConnections |= flow.protocol() == Protocol.TCP;
        if (!(from instanceof Found.Relay) && !(to instanceof Found.Relay)) {
            tallies.computeIfAbsent(new Ends(from, to, flow.port()), _ -> new Tally())
                    .add(flow);
        }
    }

    /// Whether the call would be among what was seen if it had been made: somebody counts at its caller, and not only
    /// requests where it is none.
    private boolean wouldBeSeen(Edge edge) {
        return reporting.contains(edge.from()) && (edge.protocol().isHttp() || hasConnections);
    }
}
