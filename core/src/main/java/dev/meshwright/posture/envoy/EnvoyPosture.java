package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.List;

/// Compares an Envoy with the intent.
public final class EnvoyPosture {
    private final Intended intended;
    private final ProxyState state;
    private final EnvoyDump dump;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();

    private EnvoyPosture(Intended intended, ProxyState state) {
        this.intended = intended;
        this.state = state;
        this.dump = new EnvoyDump(state.configDump());
    }

    /// What was found.
    ///
    /// @param decidable whether there was a dump that could decide
    public record Findings(boolean decidable, List<Mismatch> mismatches, List<String> unchecked) {
        public Findings {
            mismatches = List.copyOf(mismatches);
            unchecked = List.copyOf(unchecked);
        }
    }

    public static Findings of(Intended intended, ProxyState state) {
        var posture = new EnvoyPosture(intended, state);
        var proxy = EnvoyProxy.of(intended, state);
        if (proxy.isEmpty()) {
            return new Findings(false, List.of(), List.of("the intent holds no workload " + state.name()));
        }
        posture.compare(proxy.get());
        return new Findings(state.configDump().has("configs"), posture.mismatches, posture.unchecked);
    }

    private void compare(EnvoyProxy proxy) {
        var registry = new Registry(intended);
        var logs = new AccessLogs(intended, proxy);
        if (!proxy.isGateway()) {
            var inbound = new InboundListener(intended, proxy, logs).derive(InboundPorts.of(registry, proxy));
            compare(inbound, "listener");
        }
    }

    private void compare(Derived derived, String kind) {
        dump.ofKind(kind).filter(one -> one.name().equals(derived.name())).forEach(one -> explain(derived, one));
    }

    private void explain(Derived derived, Resource active) {
        for (var difference : Differences.between(derived.config(), active.config())) {
            var mismatch = Meaning.of(active, difference);
            var code = MismatchCode.of(mismatch.code()).orElseThrow();
            var by = derived.decides(code);
            mismatches.add(by == null ? mismatch : mismatch.by(by));
        }
    }
}
