package dev.meshwright.analysis.posture;

import dev.meshwright.access.PeerModes;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Workload;

/// A known call between two workloads, and how its connection is secured.
///
/// @param podPort of the callee; 0 where it is not known
/// @param mode what the callee's PeerAuthentications say for that port
public record SecuredCall(
        Edge edge, Workload from, Workload to, int podPort, Outcome outcome, PeerModes.Effective mode) {
    /// What becomes of the connection.
    public enum Outcome {
        /// Both ends show certificates of the mesh.
        MUTUAL_TLS,
        /// It is established in plaintext.
        PLAINTEXT,
        /// The caller's proxy starts TLS of another kind, which the application has to take.
        OTHER_TLS,
        /// It fails: one end wants mutual TLS and the other does not.
        REFUSED
    }

    /// The callee as `namespace/name:port`, for messages.
    String callee() {
        return to.id() + (podPort == 0 ? "" : ":" + podPort);
    }
}
