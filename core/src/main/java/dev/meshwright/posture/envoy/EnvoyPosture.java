package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Findings;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.List;

/// Compares an Envoy with the intent: derives what istiod would make of the intent for this proxy, and explains the
/// dump by that ([Comparison]); then looks at what no derivation tells ([Endpoints], [Secrets], [Freshness], [Views]).
public final class EnvoyPosture {
    private final Intended intended;
    private final ProxyState state;
    private final EnvoyProxy proxy;
    private final EnvoyDump dump;
    private final Registry registry;
    private final SidecarScope scope;
    private final AccessLogs logs;
    private final Comparison comparison;
    private final boolean tunnels;

    private EnvoyPosture(Intended intended, ProxyState state, EnvoyProxy proxy, EnvoyDump dump) {
        this.intended = intended;
        this.state = state;
        this.proxy = proxy;
        this.dump = dump;
        this.registry = new Registry(intended);
        this.scope = new SidecarScope(intended, proxy, registry);
        this.logs = new AccessLogs(intended, proxy);
        this.comparison = new Comparison(dump);
        this.tunnels = dump.named("cluster", "connect_originate").isPresent();
    }

    /// What was found. A proxy whose workload the intent does not hold cannot be judged.
    public static Findings of(Intended intended, ProxyState state) {
        var dump = new EnvoyDump(state.configDump());
        var unchecked = new ArrayList<>(Unchecked.of(state, dump));
        var proxy = EnvoyProxy.of(intended, state);
        if (proxy.isEmpty()) {
            unchecked.add("everything: the intent holds no workload "
                    + (state.name().isEmpty() ? "that this proxy says it is" : state.name()));
            return new Findings(false, List.of(), unchecked);
        }
        if (proxy.get().isWaypoint()) {
            unchecked.add("everything: " + state.name() + " is a waypoint, and those are not compared yet");
            return new Findings(false, List.of(), unchecked);
        }
        unchecked.addAll(NotDerived.of(intended, proxy.get()));
        var mismatches = new EnvoyPosture(intended, state, proxy.get(), dump).compare(unchecked);
        return new Findings(dump.decides(), Causes.only(mismatches), unchecked);
    }

    private List<Mismatch> compare(List<String> unchecked) {
        var ports = proxy.isGateway() ? List.<InboundListener.Port>of() : InboundPorts.of(registry, proxy, scope);
        if (proxy.isGateway()) {
            compareGateway(unchecked);
        } else {
            compareSidecar(ports);
        }
        comparison.compare(
                "cluster",
                new Clusters(intended, proxy, registry, scope, tunnels).derive(ports),
                MismatchCode.CLUSTER_MISSING);
        var mismatches = new ArrayList<>(comparison.mismatches());
        mismatches.addAll(new Bootstrap(intended).compare(dump, state));
        mismatches.addAll(new Endpoints(intended, proxy, registry, scope).compare(dump));
        var secrets = new Secrets(intended, proxy, state.at());
        mismatches.addAll(secrets.compare(dump, comparison.secretNames()));
        mismatches.addAll(secrets.compareListed(dump, state.certs()));
        unchecked.addAll(secrets.unchecked());
        mismatches.addAll(new Freshness(dump, state).compare());
        mismatches.addAll(new Views(dump, state).compare(secrets.roots()));
        for (var part : dump.unknown()) {
            mismatches.add(Mismatch.of(
                    MismatchCode.UNKNOWN_TYPE,
                    "bootstrap/rest",
                    "",
                    part,
                    "the dump holds a part that is not known here and so not explained"));
        }
        return mismatches;
    }

    private void compareSidecar(List<InboundListener.Port> ports) {
        var outbound = new OutboundListeners(intended, proxy, scope, logs);
        var listeners = new ArrayList<>(outbound.named());
        listeners.add(new InboundListener(intended, proxy, logs).derive(ports));
        if (tunnels) {
            listeners.add(outbound.tunnels());
        }
        var others = comparison.compareNamed("listener", listeners, MismatchCode.LISTENER_MISSING);
        comparison.compareListenersOfHosts(others, outbound.ofHosts());
        comparison.compare("route", new OutboundRoutes(intended, proxy, scope).derive(), MismatchCode.LISTENER_MISSING);
    }

    private void compareGateway(List<String> unchecked) {
        var servers = GatewayServer.of(intended, proxy, registry);
        var listeners = new ArrayList<>(new GatewayListeners(intended, proxy, logs).derive(servers));
        if (tunnels) {
            listeners.add(new OutboundListeners(intended, proxy, scope, logs).tunnels());
        }
        var others = comparison.compareNamed("listener", listeners, MismatchCode.LISTENER_MISSING);
        for (var active : others) {
            if (servers.stream().anyMatch(server -> server.handsOn(active.name()))) {
                unchecked.add("listener " + active.name() + ": what a gateway does with TLS that it does not end, or "
                        + "with bytes, is not derived");
            } else {
                comparison.report(Meaning.ofStranger(active));
            }
        }
        compareRoutes(new GatewayRoutes(intended, proxy, scope).derive(servers));
    }

    private void compareRoutes(List<Derived> tables) {
        var hash = new ConsistentHash(intended, proxy, scope);
        tables.forEach(table -> hash.addTo(table.config()));
        comparison.compare("route", tables, MismatchCode.LISTENER_MISSING);
    }
}
