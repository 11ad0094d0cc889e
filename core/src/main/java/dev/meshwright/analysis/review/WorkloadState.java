package dev.meshwright.analysis.review;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import java.util.List;
import java.util.Locale;

/// How a workload is in the mesh, and what stands before it.
///
/// @param workload `namespace/name`
/// @param why what puts it into that mode, or leaves it out
/// @param waypoints those that calls to it are to go through; empty where nothing asks for one
/// @param mtls the mode of all ports that have none of their own
/// @param ports every known port of its pods, with the mode as it takes effect
/// @param plaintext what part of all requests gets in without a certificate
/// @param anyone what part gets in with any certificate of the mesh
/// @param policies the authorization policies that are for it
public record WorkloadState(
        String workload,
        String kind,
        MeshMode mode,
        String why,
        List<WaypointState> waypoints,
        MutualTls mtls,
        List<Port> ports,
        Share plaintext,
        Share anyone,
        List<Guard> policies,
        Certainty certainty,
        EvidenceOf evidence,
        String file,
        int line) {

    public WorkloadState {
        waypoints = List.copyOf(waypoints);
        ports = List.copyOf(ports);
        policies = List.copyOf(policies);
    }

    /// What stands between a workload and the network.
    public enum MeshMode {
        SIDECAR,
        AMBIENT,
        /// It is a proxy itself, for traffic from or to the outside.
        GATEWAY,
        NONE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A waypoint that something asks for.
    ///
    /// @param gateway `namespace/name`
    /// @param by what names it: `Service shop/cart`, `Namespace shop`, `pod`
    public record WaypointState(String gateway, Enrolment.State state, String by) {}

    /// Whether callers need a certificate.
    ///
    /// @param mode `STRICT`, `PERMISSIVE` or `DISABLE`; `NONE` where there is no proxy to ask for one
    /// @param by the object that decides; "" where none does, and Istio's default counts
    public record MutualTls(String mode, String by, Certainty certainty, EvidenceOf evidence, String file, int line) {
        static final String NONE = "NONE";

        /// Whether only callers with a certificate of the mesh get in.
        public boolean refusesPlaintext() {
            return mode.equals(PeerAuthentication.Mode.STRICT.name());
        }
    }

    /// A port of the pods.
    public record Port(int port, MutualTls mtls) {}

    /// A policy that is for the workload.
    ///
    /// @param runs how its weakest rule runs
    public record Guard(String policy, Action action, PolicyState.Layer layer, PolicyState.Runs runs) {}

    /// The ports whose mode is another than that of the workload.
    List<Port> exceptions() {
        return ports.stream()
                .filter(port -> !port.mtls().mode().equals(mtls.mode()))
                .toList();
    }
}
