package dev.meshwright.posture.verdict;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.PostureReport;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.envoy.EnvoyPosture;
import dev.meshwright.posture.ztunnel.ZtunnelPosture;

/// Judges a proxy.
public final class Posture {
    private Posture() {}

    public static PostureReport of(Intended intended, ProxyState state) {
        var found = state.isZtunnel() ? ZtunnelPosture.of(intended, state) : EnvoyPosture.of(intended, state);
        return PostureReport.of(state.name(), found.decidable(), found.mismatches(), found.unchecked());
    }
}
