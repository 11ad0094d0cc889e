package dev.meshwright.posture.verdict;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.PostureReport;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.envoy.EnvoyPosture;
import java.util.List;

/// Judges a proxy.
public final class Posture {
    private Posture() {}

    public static PostureReport of(Intended intended, ProxyState state) {
        if (state.isZtunnel()) {
            return PostureReport.of(
                    state.name(), false, List.of(), List.of("ztunnel's state is not compared with the intent yet"));
        }
        var found = EnvoyPosture.of(intended, state);
        return PostureReport.of(state.name(), found.decidable(), found.mismatches(), found.unchecked());
    }
}
