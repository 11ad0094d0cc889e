package dev.meshwright.access.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Doors;
import java.util.List;

/// What two states of a mesh decide differently: by mutual TLS, tokens and authorization policies, at pods and at
/// waypoints. Routes and NetworkPolicies are no part of it.
///
/// @param allowed what was refused, and is not any more
/// @param refused what was allowed, and is not any more
/// @param unknown what could not be compared
/// @param doors how many ports of workloads, and of Services behind waypoints, were compared
public record AccessDiff(List<Change> allowed, List<Change> refused, List<Unknown> unknown, int doors) {
    public AccessDiff {
        allowed = List.copyOf(allowed);
        refused = List.copyOf(refused);
        unknown = List.copyOf(unknown);
    }

    /// Compares two states exactly: what is not named here is decided as before, for every request.
    public static AccessDiff between(Doors before, Doors after) {
        return new Comparison(before, after).diff();
    }

    public boolean isEmpty() {
        return allowed.isEmpty() && refused.isEmpty() && unknown.isEmpty();
    }

    /// Callers whose requests to some targets are decided differently, all in one way.
    ///
    /// @param callers `namespace/name` of workloads, or one of [#ANYONE], [#PLAINTEXT] and [#STRANGERS]
    /// @param all whether it is so for all their requests; else for some, such as the example
    /// @param example the shortest of the requests
    /// @param before what decided it, and where
    /// @param after what decides it
    public record Change(
            List<Target> targets, List<String> callers, boolean all, Example example, String before, String after) {
        /// All workloads with a certificate of the mesh.
        public static final String ANYONE = "everyone with a certificate";

        /// Callers without a certificate.
        public static final String PLAINTEXT = "plaintext";

        /// Accounts that no workload here runs as.
        public static final String STRANGERS = "accounts of no workload here";

        public Change {
            targets = List.copyOf(targets);
            callers = List.copyOf(callers);
        }
    }

    /// Where it is decided.
    ///
    /// @param to `namespace/name` of a workload, or of a Service behind a waypoint
    /// @param at who decides: `sidecar`, `ztunnel`, `waypoint`, or `no proxy`
    /// @param ports of the pods, or of the Service; none for any
    public record Target(String to, String at, List<Integer> ports) {
        public Target {
            ports = List.copyOf(ports);
        }
    }

    /// A request that is decided differently.
    ///
    /// @param from the principal, or `plaintext`
    /// @param text the request in words
    public record Example(
            String from, int port, String text, @JsonIgnore Request request) {}

    /// A port that could not be compared.
    public record Unknown(String to, String at, int port, String why) {}
}
