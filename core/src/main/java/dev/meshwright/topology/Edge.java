package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One service calls another.
///
/// @param from `namespace/name` of a service, or [#INGRESS]
/// @param to `namespace/name` of a service
/// @param port the called Service's port, 0 where it is not known
/// @param traffic what was seen of it; null where nothing was
public record Edge(
        String from,
        String to,
        int port,
        Protocol protocol,
        Confidence confidence,
        List<Evidence> evidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Traffic traffic) {
    /// Where traffic from any gateway, Ingress or route comes from.
    public static final String INGRESS = "ingress";

    /// By caller, called service and port.
    public static final Comparator<Edge> ORDER =
            Comparator.comparing(Edge::from).thenComparing(Edge::to).thenComparingInt(Edge::port);

    public Edge {
        evidence = List.copyOf(evidence);
    }

    /// An edge of which no traffic was seen.
    public Edge(String from, String to, int port, Protocol protocol, Confidence confidence, List<Evidence> evidence) {
        this(from, to, port, protocol, confidence, evidence, null);
    }

    /// How sure an edge is, the surest first.
    public enum Confidence {
        /// The caller's own setting names the service.
        DECLARED,
        /// Traffic was seen, and no setting of the caller names the service.
        OBSERVED,
        /// The caller's source code names the service.
        SOURCE,
        /// Follows from name affinity, or from a section of its own in a shared file.
        INFERRED,
        /// Something that many share names the service. Listed apart: [Topology#possible()].
        POSSIBLE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isAtLeast(Confidence other) {
            return compareTo(other) <= 0;
        }
    }

    public boolean fromIngress() {
        return from.equals(INGRESS);
    }
}
