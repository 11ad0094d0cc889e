package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Findings;
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
        var scope = new SidecarScope(intended, proxy, registry);
        var logs = new AccessLogs(intended, proxy);
        var ports = proxy.isGateway() ? List.<InboundListener.Port>of() : InboundPorts.of(registry, proxy);
        boolean tunnels = dump.ofKind("cluster").anyMatch(one -> one.name().equals("connect_originate"));
        if (!proxy.isGateway()) {
            explain("listener", List.of(new InboundListener(intended, proxy, logs).derive(ports)));
        }
        var clusters = new Clusters(intended, proxy, registry, scope, tunnels).derive(ports);
        explain("cluster", clusters);
        explainOthers("cluster", clusters, MismatchCode.CLUSTER_UNEXPLAINED, "a destination that nothing names");
        requireAll("cluster", clusters, MismatchCode.CLUSTER_MISSING);
    }

    private void explain(String kind, List<Derived> derived) {
        for (var one : derived) {
            dump.ofKind(kind)
                    .filter(active -> active.name().equals(one.name()))
                    .forEach(active -> explain(one, active));
        }
    }

    private void explain(Derived derived, Resource active) {
        for (var difference : Differences.between(derived.config(), active.config())) {
            var mismatch = Meaning.of(active, difference);
            var by = derived.decides(MismatchCode.of(mismatch.code()).orElseThrow());
            mismatches.add(by == null ? mismatch : mismatch.by(by));
        }
    }

    private void explainOthers(String kind, List<Derived> derived, MismatchCode code, String message) {
        dump.ofKind(kind)
                .filter(active -> derived.stream().noneMatch(one -> one.name().equals(active.name())))
                .forEach(active ->
                        mismatches.add(Mismatch.of(code, active.id(), "", Difference.shown(active.config()), message)));
    }

    private void requireAll(String kind, List<Derived> derived, MismatchCode code) {
        for (var one : derived) {
            if (dump.ofKind(kind).noneMatch(active -> active.name().equals(one.name()))) {
                var mismatch = Mismatch.of(code, kind + "/" + one.name(), one.name(), "", "it is meant and not there");
                mismatches.add(one.by() == null ? mismatch : mismatch.by(one.by()));
            }
        }
    }
}
