package dev.meshwright.analysis.security;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentication.PortMode;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.topology.Workload;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A port that a PeerAuthentication opens to callers without a certificate.
///
/// @param workload the first of those it selects that listens there, else the first
/// @param reason why the port is public; null where nothing says
/// @param isListening whether the workload listens there; else the exception has no effect
record OpenPort(
        PeerAuthentication policy,
        PortMode port,
        Workload workload,
        PublicPorts.@Nullable PublicPort reason,
        boolean isListening) {

    /// One per entry of `portLevelMtls` that is PERMISSIVE or DISABLE and selects a workload.
    static Stream<OpenPort> all(Mesh mesh) {
        var view = SecurityView.of(mesh);
        var publicPorts = new PublicPorts(mesh, view);
        return view.peerAuthentications().stream()
                .filter(policy -> policy.hasSelector()
                        && !policy.namespace().equals(view.settings().rootNamespace()))
                .flatMap(policy -> policy.ports().stream()
                        .filter(port -> port.mode() == Mode.PERMISSIVE || port.mode() == Mode.DISABLE)
                        .flatMap(port -> of(view, publicPorts, policy, port).stream()));
    }

    private static Optional<OpenPort> of(
            SecurityView view, PublicPorts publicPorts, PeerAuthentication policy, PortMode port) {
        var selected = view.selected(policy);
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        var listening = selected.stream()
                .filter(workload ->
                        view.ports(workload).isEmpty() || view.ports(workload).contains(port.port()))
                .findFirst();
        var workload = listening.orElse(selected.getFirst());
        var reason = publicPorts.of(workload, port.port()).orElse(null);
        return Optional.of(new OpenPort(policy, port, workload, reason, listening.isPresent()));
    }
}
