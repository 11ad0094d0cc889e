package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Findings;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares an Envoy with the intent.
public final class EnvoyPosture {
    private final Intended intended;
    private final ProxyState state;
    private final EnvoyDump dump;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private final List<Derived> derived = new ArrayList<>();

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
        return new Findings(state.configDump().has("configs"), Causes.only(posture.mismatches), posture.unchecked);
    }

    private void compare(EnvoyProxy proxy) {
        var registry = new Registry(intended);
        var scope = new SidecarScope(intended, proxy, registry);
        var logs = new AccessLogs(intended, proxy);
        var ports = proxy.isGateway() ? List.<InboundListener.Port>of() : InboundPorts.of(registry, proxy);
        boolean tunnels = dump.ofKind("cluster").anyMatch(one -> one.name().equals("connect_originate"));
        if (!proxy.isGateway()) {
            compareSidecar(proxy, scope, logs, ports, tunnels);
        } else {
            compareGateway(proxy, registry, scope, logs, tunnels);
        }
        var clusters = new Clusters(intended, proxy, registry, scope, tunnels).derive(ports);
        explain("cluster", clusters);
        explainOthers("cluster", clusters);
        requireAll("cluster", clusters, MismatchCode.CLUSTER_MISSING);
        derived.addAll(clusters);
        mismatches.addAll(new Bootstrap(intended).compare(dump, state));
        mismatches.addAll(new Endpoints(intended, proxy, registry, scope).compare(dump));
        var secrets = new Secrets(intended, proxy, state.at());
        mismatches.addAll(secrets.compare(dump, secretNames()));
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
    }

    private void compareSidecar(
            EnvoyProxy proxy, SidecarScope scope, AccessLogs logs, List<InboundListener.Port> ports, boolean tunnels) {
        var outbound = new OutboundListeners(intended, proxy, scope, logs);
        var listeners = new ArrayList<>(outbound.named());
        listeners.add(new InboundListener(intended, proxy, logs).derive(ports));
        if (tunnels) {
            listeners.add(outbound.tunnels());
        }
        derived.addAll(listeners);
        explain("listener", listeners);
        requireAll("listener", listeners, MismatchCode.LISTENER_MISSING);
        explainListenersOfHosts(listeners, outbound.ofHosts());
        var routes = new OutboundRoutes(intended, proxy, scope).derive();
        explain("route", routes);
        explainOthers("route", routes);
        requireAll("route", routes, MismatchCode.LISTENER_MISSING);
    }

    private void compareGateway(
            EnvoyProxy proxy, Registry registry, SidecarScope scope, AccessLogs logs, boolean tunnels) {
        var servers = GatewayServer.of(intended, proxy, registry);
        var listeners = new ArrayList<>(new GatewayListeners(intended, proxy, logs).derive(servers));
        if (tunnels) {
            listeners.add(new OutboundListeners(intended, proxy, scope, logs).tunnels());
        }
        derived.addAll(listeners);
        explain("listener", listeners);
        explainOthers("listener", listeners);
        requireAll("listener", listeners, MismatchCode.LISTENER_MISSING);
        var routes = new GatewayRoutes(intended, proxy, scope).derive(servers);
        explain("route", routes);
        explainOthers("route", routes);
        requireAll("route", routes, MismatchCode.LISTENER_MISSING);
    }

    /// Listeners that are named by an address: each has to lead where one of the hosts of its port is, each host has
    /// to have one.
    private void explainListenersOfHosts(List<Derived> named, List<OutboundListeners.OfHost> ofHosts) {
        var missing = new ArrayList<>(ofHosts);
        var others = new ArrayList<Resource>();
        dump.ofKind("listener")
                .filter(active -> named.stream().noneMatch(one -> one.name().equals(active.name())))
                .forEach(active -> {
                    var fitting =
                            ofHosts.stream().filter(one -> leadsTo(active, one)).findFirst();
                    fitting.ifPresent(one -> {
                        explain(one.derived(), active);
                        if (!missing.remove(one) && !one.host().isHeadless()) {
                            others.add(active);
                        }
                    });
                    if (fitting.isEmpty()) {
                        others.add(active);
                    }
                });
        for (var active : others) {
            var meant = missing.stream().filter(one -> isFor(active, one)).findFirst();
            meant.ifPresent(missing::remove);
            meant.ifPresentOrElse(
                    one -> explain(one.derived(), active), () -> mismatches.add(Meaning.ofStranger(active)));
        }
        for (var one : missing) {
            if (!one.host().isHeadless()) {
                mismatches.add(Mismatch.of(
                                MismatchCode.LISTENER_MISSING,
                                "cluster/" + one.cluster(),
                                one.derived().name(),
                                "",
                                "no listener leads to it")
                        .by(one.host().object()));
            }
        }
    }

    private static boolean leadsTo(Resource active, OutboundListeners.OfHost one) {
        var filters = active.config().path("filter_chains").path(0).path("filters");
        return isFor(active, one)
                && filters.path(filters.size() - 1)
                        .path("typed_config")
                        .path("cluster")
                        .asString("")
                        .equals(one.cluster());
    }

    private static boolean isFor(Resource active, OutboundListeners.OfHost one) {
        return active.name().endsWith("_" + one.port().number())
                && Addresses.isAddress(active.name().substring(0, active.name().lastIndexOf('_')));
    }

    private void explain(String kind, List<Derived> derived) {
        var byName = derived.stream().collect(Collectors.toMap(Derived::name, one -> one, (first, _) -> first));
        dump.ofKind(kind).forEach(active -> {
            var meant = byName.get(active.name());
            if (meant != null) {
                explain(meant, active);
            }
        });
    }

    private void explain(Derived derived, Resource active) {
        for (var difference : Differences.between(derived.config(), active.config())) {
            var mismatch = Meaning.of(active, difference);
            var by = derived.decides(MismatchCode.of(mismatch.code()).orElseThrow());
            mismatches.add(by == null ? mismatch : mismatch.by(by));
        }
    }

    private void explainOthers(String kind, List<Derived> derived) {
        var names = derived.stream().map(Derived::name).collect(Collectors.toSet());
        dump.ofKind(kind)
                .filter(active -> !names.contains(active.name()))
                .forEach(active -> mismatches.add(Meaning.ofStranger(active)));
    }

    /// The secrets that what is derived asks for.
    private Set<String> secretNames() {
        var names = new TreeSet<String>();
        for (var one : derived) {
            for (var source : one.config().findParents("sds_config")) {
                names.add(source.path("name").asString(""));
            }
        }
        return names;
    }

    private void requireAll(String kind, List<Derived> derived, MismatchCode code) {
        var active = dump.ofKind(kind).map(Resource::name).collect(Collectors.toSet());
        for (var one : derived) {
            if (!active.contains(one.name())) {
                var mismatch = Mismatch.of(code, kind + "/" + one.name(), one.name(), "", "it is meant and not there");
                mismatches.add(one.by() == null ? mismatch : mismatch.by(one.by()));
            }
        }
    }
}
