package dev.meshwright.analysis.posture;

import dev.meshwright.access.Access;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.List;

/// How far a PeerAuthentication reaches: what would be different without it.
///
/// @param workloads those whose mode it decides, gateways and what is outside of the mesh left out
/// @param broken known calls that would get through without it
/// @param opened known calls that only get through because of it
public record PeerReach(List<Decided> workloads, List<SecuredCall> broken, List<SecuredCall> opened) {
    public PeerReach {
        workloads = List.copyOf(workloads);
        broken = List.copyOf(broken);
        opened = List.copyOf(opened);
    }

    /// A workload whose mode the PeerAuthentication decides, for its ports as a whole.
    ///
    /// @param without the mode that it would have else
    public record Decided(String workload, Mode mode, Mode without) {
        /// Whether the mode is another because of it.
        public boolean isChanged() {
            return mode != without;
        }
    }

    public static PeerReach of(Mesh mesh, PeerAuthentication policy) {
        var now = MutualTls.of(mesh);
        var others = mesh.manifests().objects().stream()
                .filter(object -> !object.where().equals(policy.object().where()))
                .toList();
        var without = now.with(
                Access.of(new Manifests(others, List.of(), 0), now.settings()).peerModes());
        var refusedWithout = new HashSet<>(refused(without));
        return new PeerReach(
                mesh.workloads().stream()
                        .filter(workload -> isDecided(now, workload, policy))
                        .map(workload -> new Decided(
                                workload.id(),
                                now.mode(workload, 0).mode(),
                                without.mode(workload, 0).mode()))
                        .toList(),
                now.calls().stream()
                        .filter(call -> call.outcome() == Outcome.REFUSED && !refusedWithout.contains(call.shown()))
                        .toList(),
                now.calls().stream()
                        .filter(call -> call.outcome() != Outcome.REFUSED && refusedWithout.contains(call.shown()))
                        .toList());
    }

    private static boolean isDecided(MutualTls tls, Workload workload, PeerAuthentication policy) {
        var by = tls.mode(workload, 0).by();
        return by != null
                && by.object().where().equals(policy.object().where())
                && tls.proxyOf(workload) != Proxy.NONE
                && !workload.isGateway();
    }

    private static List<String> refused(MutualTls tls) {
        return tls.calls().stream()
                .filter(call -> call.outcome() == Outcome.REFUSED)
                .map(SecuredCall::shown)
                .toList();
    }
}
