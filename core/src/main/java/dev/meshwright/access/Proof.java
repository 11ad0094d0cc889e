package dev.meshwright.access;

import java.util.List;

/// The outcome of evaluating the policies for every pair of workloads and port, against the calls that are known.
///
/// @param checked how many (caller, callee, port) were evaluated
/// @param admitted how many of them the policies admit
/// @param surplus calls admitted that nobody is known to make
/// @param refused known calls that the policies refuse
/// @param blindSpots what the comparison cannot see: callers that manifests do not show, and what STRICT would cut
public record Proof(int checked, int admitted, List<Pair> surplus, List<Pair> refused, List<BlindSpot> blindSpots) {
    public Proof {
        surplus = List.copyOf(surplus);
        refused = List.copyOf(refused);
        blindSpots = List.copyOf(blindSpots);
    }

    /// Whether the policies admit the known calls and nothing else.
    public boolean holds() {
        return surplus.isEmpty() && refused.isEmpty();
    }

    /// A caller, a callee and the callee's workload port.
    ///
    /// @param from `namespace/name` of a workload, `plaintext` for a caller without a certificate, or [#EVERYONE]
    /// @param to `namespace/name` of a workload
    /// @param why the policy and rule that decides, or which is missing
    public record Pair(String from, String to, int port, String why) {
        /// All workloads of the mesh, where no policy holds any of them back.
        public static final String EVERYONE = "everyone";
    }

    /// Something that could call, or would be cut, without the manifests showing it.
    ///
    /// @param service `namespace/name`
    /// @param what the sort, such as [#HIDDEN_CALLERS]
    public record BlindSpot(String service, String what, String why) {
        /// Somebody of whom not all calls are known may call it.
        public static final String HIDDEN_CALLERS = "callers that manifests do not show";

        /// Callers without a proxy were seen, and will be refused.
        public static final String SEEN_OUTSIDE = "callers seen outside the mesh";
    }
}
