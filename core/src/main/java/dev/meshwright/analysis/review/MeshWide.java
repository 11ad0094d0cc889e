package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import java.util.List;

/// How far the PeerAuthentication of the whole mesh reaches. Where there are several, the oldest counts.
///
/// @param policy `namespace/name`
/// @param mode what it says; `UNSET` leaves Istio's default, PERMISSIVE
/// @param sets the workloads (`namespace/name`) whose mode it decides, on all ports or on some
/// @param changes of these, those that would have another mode without it
/// @param overridden the workloads of which a policy of their namespace or their own decides
/// @param breaks the clients that it keeps from connecting
public record MeshWide(
        String policy,
        String mode,
        List<String> sets,
        List<String> changes,
        List<String> overridden,
        List<Break> breaks,
        String file,
        int line) {

    public MeshWide {
        sets = List.copyOf(sets);
        changes = List.copyOf(changes);
        overridden = List.copyOf(overridden);
        breaks = List.copyOf(breaks);
    }

    /// A client that is cut off.
    ///
    /// @param from `namespace/name` of a service, or `outside the cluster`
    public record Break(String from, String to, int port, String why, Certainty certainty, EvidenceOf evidence) {}
}
