package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Findings;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.List;

/// Compares an Envoy with the intent.
public final class EnvoyPosture {
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();

    private EnvoyPosture() {}

    public static Findings of(Intended intended, ProxyState state) {
        var posture = new EnvoyPosture();
        return new Findings(state.configDump().has("configs"), posture.mismatches, posture.unchecked);
    }
}
