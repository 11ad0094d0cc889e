package dev.meshwright.access.reach;

import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Answer.Way;
import java.util.Optional;

/// The end of a way that leaves the mesh: how the caller's side connects, and whether packets get out.
final class Outside {
    private final NetworkPolicies networkPolicies;

    Outside(NetworkPolicies networkPolicies) {
        this.networkPolicies = networkPolicies;
    }

    /// @param tls what the caller's side sets
    Way leave(Party from, String host, int port, Optional<DestinationRules.Tls> tls, Walk walk) {
        if (walk.isOver() || !walk.passes(connection(host, tls))) {
            return walk.end();
        }
        if (from instanceof Party.Pods pods) {
            walk.passes(networkPolicies.judgeOut(pods.workload(), port).reason());
        }
        return walk.end();
    }

    private static Reason connection(String host, Optional<DestinationRules.Tls> tls) {
        if (tls.isEmpty()) {
            return Reason.of(Layer.CONNECTION, Verdict.YES, "as the application sends it");
        }
        var rule = tls.get();
        var name = "DestinationRule " + rule.rule().id();
        var where = rule.node().where();
        return switch (rule.mode()) {
            case "DISABLE" ->
                Reason.of(Layer.CONNECTION, Verdict.YES, "as the application sends it, by " + name, name, where);
            case "ISTIO_MUTUAL" ->
                Reason.of(
                        Layer.CONNECTION,
                        Verdict.UNDECIDED,
                        host + " may not take the mesh's mutual TLS that is started by " + name,
                        name,
                        where);
            default -> Reason.of(Layer.CONNECTION, Verdict.YES, "TLS started by " + name, name, where);
        };
    }
}
