package dev.meshwright.analysis.ambient;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerModes.Effective;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.stream.Stream;

/// A port of an ambient workload that ztunnel takes otherwise than the PeerAuthentications say.
///
/// @param said as a sidecar would read them
/// @param enforced as istiod tells ztunnel
record PeerModeLost(Workload workload, int port, PeerAuthentication by, Effective said, Effective enforced) {

    /// All of them. Whether a mode is PERMISSIVE or DISABLE makes no difference here.
    static Stream<PeerModeLost> all(AmbientView view) {
        var modes = view.access().peerModes();
        return view.ambient()
                .flatMap(workload -> view.ports(workload).stream().flatMap(port -> {
                    var said = modes.of(workload, port);
                    var enforced = modes.ofAmbient(workload, port);
                    boolean isLost = (said.mode() == Mode.STRICT) != (enforced.mode() == Mode.STRICT);
                    var by = view.ownPeerAuthentication(workload);
                    return isLost && by.isPresent()
                            ? Stream.of(new PeerModeLost(workload, port, by.get(), said, enforced))
                            : Stream.empty();
                }));
    }

    /// A finding at the workload's own PeerAuthentication, whose ports make the difference.
    Finding finding(RuleInfo rule, String message) {
        var own = by.ports().stream().filter(one -> one.port() == port).findFirst();
        Source where =
                own.map(PeerAuthentication.PortMode::where).orElse(by.object().where());
        return Finding.of(
                rule,
                by.object(),
                where,
                own.isPresent() ? "spec.portLevelMtls." + port : "spec.portLevelMtls",
                message,
                rule.fix());
    }
}
