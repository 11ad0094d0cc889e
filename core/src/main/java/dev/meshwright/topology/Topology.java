package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meshwright.topology.graph.CallGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The dependency graph of a mesh.
///
/// @param services one entry per Service and per workload that has none, by namespace and name
/// @param workloads the pods' controllers, by namespace, name and kind
/// @param edges calls between services; `from` may be [Edge#INGRESS]
/// @param possible calls that something shared by many hints at; not edges
/// @param external calls that leave the cluster
/// @param unknown what the evidence could not tell, per service
/// @param warnings what deserves a look: broken documents, dangling hosts, missing or overlong timeouts, cycles
public record Topology(
        List<Service> services,
        @JsonIgnore List<Workload> workloads,
        List<Edge> edges,
        List<Edge> possible,
        List<ExternalCall> external,
        List<Unknown> unknown,
        List<Warning> warnings) {

    public Topology {
        services = List.copyOf(services);
        workloads = List.copyOf(workloads);
        edges = List.copyOf(edges);
        possible = List.copyOf(possible);
        external = List.copyOf(external);
        unknown = List.copyOf(unknown);
        warnings = List.copyOf(warnings);
    }

    /// What could not be known about a service (`namespace/name`), and why.
    public record Unknown(String service, String why) {}

    /// Worth a look; `file` is "" and `line` 0 where it is about the mesh as a whole.
    ///
    /// @param kind groups warnings of one sort: `unreadable`, `dangling-host`, `no-timeout`, `long-timeout`,
    ///     `cycle`, …
    /// @param service whom it is about (`namespace/name`), where others have to know
    public record Warning(
            String kind,
            String message,
            String file,
            int line,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String service) {
        /// The kind of warnings about calls that were seen from outside of the mesh.
        public static final String OUTSIDE_CALLER = "outside-caller";

        /// By kind and place.
        public static final Comparator<Warning> ORDER = Comparator.comparing(Warning::kind)
                .thenComparing(Warning::file)
                .thenComparingInt(Warning::line)
                .thenComparing(Warning::message);

        public Warning(String kind, String message, String file, int line) {
            this(kind, message, file, line, null);
        }
    }

    /// Who calls whom, without the evidence.
    public CallGraph graph() {
        return new CallGraph(edges.stream()
                .map(edge -> new CallGraph.Call(edge.from(), edge.to()))
                .toList());
    }

    /// The same with the calls that are at least this sure as edges; those that are less sure are left out.
    public Topology atLeast(Edge.Confidence least) {
        boolean isAll = edges.stream().allMatch(edge -> edge.confidence().isAtLeast(least))
                && possible.stream().noneMatch(edge -> edge.confidence().isAtLeast(least));
        return isAll
                ? this
                : with(
                        Stream.concat(edges.stream(), possible.stream())
                                .filter(edge -> edge.confidence().isAtLeast(least))
                                .toList(),
                        least == Edge.Confidence.POSSIBLE ? List.of() : possible,
                        external,
                        warnings);
    }

    /// The same with other calls.
    ///
    /// @param warnings all, of which those about the calls as a whole are made anew
    public Topology with(List<Edge> edges, List<Edge> possible, List<ExternalCall> external, List<Warning> warnings) {
        return new Topology(
                services,
                workloads,
                edges.stream().sorted(Edge.ORDER).toList(),
                possible,
                external,
                unknown,
                Stream.concat(
                                warnings.stream().filter(warning -> !CallWarnings.KINDS.contains(warning.kind())),
                                CallWarnings.of(services, edges).stream())
                        .sorted(Warning.ORDER)
                        .toList());
    }

    /// The same where a part of the mesh has changed.
    ///
    /// @param part the topology of a part in which everything about these services is known
    /// @param ids the services and workloads (`namespace/name`) to take from there, with their calls
    /// @return of the warnings those alone that are about retries, for others are about single objects
    public Topology with(Topology part, Set<String> ids) {
        return new TopologyPatch(part, ids).applied(this);
    }

    /// Looks a service up by `namespace/name`.
    public Optional<Service> service(String id) {
        return services.stream().filter(service -> service.id().equals(id)).findFirst();
    }
}
