package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/// One service calls another.
///
/// @param from `namespace/name` of a service, or [#INGRESS]
/// @param to `namespace/name` of a service
/// @param port the called Service's port, 0 where it is not known
public record Edge(
        String from, String to, int port, Protocol protocol, Confidence confidence, List<Evidence> evidence) {
    /// Where traffic from any gateway, Ingress or route comes from.
    public static final String INGRESS = "ingress";

    public Edge {
        evidence = List.copyOf(evidence);
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
        INFERRED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean fromIngress() {
        return from.equals(INGRESS);
    }
}
