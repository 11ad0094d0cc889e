package dev.meshwright.access.reach;

import dev.meshwright.access.Access;
import dev.meshwright.access.Caller;
import dev.meshwright.access.Decision;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Answer.Way;
import dev.meshwright.access.symbolic.Spaces;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The end of a way: from the caller's proxy to pods that are already chosen. What a proxy enforces on a port is worked
/// out once.
final class Arrival {
    private static final int HBONE = 15_008;

    private final Membership membership;
    private final Access access;
    private final MeshSettings settings;
    private final NetworkPolicies networkPolicies;
    private final Tokens tokens;
    private final Waypoints waypoints;
    private final Spaces spaces = new Spaces();
    private final Map<Enforced, Inbound> inbounds = new ConcurrentHashMap<>();

    private record Enforced(String workload, int port, boolean http) {}

    Arrival(Manifests manifests, Membership membership, NetworkPolicies networkPolicies, MeshSettings settings) {
        this.membership = membership;
        this.settings = settings;
        this.access = Access.of(manifests, settings);
        this.networkPolicies = networkPolicies;
        this.tokens = new Tokens(manifests, settings);
        this.waypoints = new Waypoints(manifests, membership);
    }

    /// The pods at the end of a way.
    ///
    /// @param service null where they are called by their address
    /// @param port as the caller names it
    /// @param http whether proxies read requests on the port
    /// @param tls what the caller's side sets
    record Target(
            @Nullable Service service,
            Workload workload,
            int port,
            int podPort,
            boolean http,
            Optional<DestinationRules.Tls> tls) {}

    /// @param when what further holds for the requests that come here
    Way walk(Party from, Target to, Request request, Condition when, Walk walk) {
        var proxy = membership.proxyOf(to.workload());
        var mode = inbound(to, proxy).mode();
        var connection = new Connection(from, to.workload(), proxy, to.tls(), mode);
        if (!walk.passes(connection.reason())) {
            return walk.end();
        }
        if (connection.isMutual()) {
            walk.connectedMutually();
        }
        boolean tunnelled = connection.isMutual() && proxy == Proxy.ZTUNNEL;
        if (!walk.passes(networkPolicies
                .judge(from, to.workload(), tunnelled ? HBONE : to.podPort())
                .reason())) {
            return walk.end();
        }
        var caller = connection.isMutual() ? from.shown() : new Caller.Plaintext();
        var seen = request.with(Field.PEER, caller.peer());
        switch (proxy) {
            case SIDECAR -> atSidecar(to, seen, when, walk);
            case ZTUNNEL -> atZtunnel(from, to, seen, when, walk);
            case NONE ->
                walk.passes(Reason.of(
                        Layer.POLICY,
                        Verdict.YES,
                        to.workload().id() + " has no proxy, so no policy is enforced there"));
        }
        return walk.end();
    }

    /// A target with what is enforced there, to be asked for many callers.
    ///
    /// @param waypoint before the pods, for ambient callers
    /// @param before what it enforces
    record Door(
            Target to,
            Proxy proxy,
            Inbound inbound,
            @Nullable Waypoint waypoint,
            @Nullable Inbound before) {
        /// The peers that are treated unlike others there.
        Set<TextPattern> peerPatterns() {
            if (before == null) {
                return inbound.peerPatterns();
            }
            var both = new HashSet<>(inbound.peerPatterns());
            both.addAll(before.peerPatterns());
            return both;
        }
    }

    Door door(Target to) {
        var proxy = membership.proxyOf(to.workload());
        var waypoint = proxy == Proxy.ZTUNNEL
                ? waypoints.beforePods(to.workload().namespace(), to.workload().labels())
                : Optional.<Waypoint>empty();
        return new Door(
                to,
                proxy,
                inbound(to, proxy),
                waypoint.orElse(null),
                waypoint.map(one -> access.atWaypoint(one, to.http())).orElse(null));
    }

    /// What part of all requests gets through a door, without looking for examples.
    Matrix.Share share(Party from, Door door) {
        var to = door.to();
        var connection = new Connection(
                from, to.workload(), door.proxy(), to.tls(), door.inbound().mode());
        if (connection.verdict() == Verdict.NO) {
            return Matrix.Share.NONE;
        }
        boolean tunnelled = connection.isMutual() && door.proxy() == Proxy.ZTUNNEL;
        var reached = networkPolicies
                .judge(from, to.workload(), tunnelled ? HBONE : to.podPort())
                .verdict()
                .and(connection.verdict());
        if (reached == Verdict.NO) {
            return Matrix.Share.NONE;
        }
        var caller = connection.isMutual() ? from.shown() : new Caller.Plaintext();
        return switch (admitted(from, door, Request.some(caller.peer(), to.podPort()))) {
            case REFUSED -> Matrix.Share.NONE;
            case CONDITIONAL -> Matrix.Share.SOME;
            case ALLOWED -> reached == Verdict.YES ? Matrix.Share.ALL : Matrix.Share.SOME;
        };
    }

    private Decision.Verdict admitted(Party from, Door door, Request request) {
        return switch (door.proxy()) {
            case NONE -> Decision.Verdict.ALLOWED;
            case SIDECAR ->
                door.inbound()
                        .decide(
                                door.to().http()
                                        ? tokens.look(request, door.to().workload())
                                                .request()
                                        : request)
                        .verdict();
            case ZTUNNEL -> {
                var waypoint = door.waypoint();
                var before = door.before();
                if (waypoint == null || before == null || !from.isBehind(Proxy.ZTUNNEL)) {
                    yield door.inbound().decide(request).verdict();
                }
                var first = before.decide(request).verdict();
                var second = door.inbound()
                        .decide(request.with(
                                Field.PEER, waypoint.identity(settings).peer()))
                        .verdict();
                yield first.compareTo(second) > 0 ? first : second;
            }
        };
    }

    private Inbound inbound(Target to, Proxy proxy) {
        var key = new Enforced(to.workload().id(), to.podPort(), to.http());
        return inbounds.computeIfAbsent(
                key,
                _ -> proxy == Proxy.ZTUNNEL
                        ? access.atZtunnel(to.workload(), to.podPort())
                        : access.atSidecar(to.workload(), to.podPort(), to.http()));
    }

    private void atSidecar(Target to, Request request, Condition when, Walk walk) {
        var seen = request.withPort(to.podPort());
        var issuers = List.<String>of();
        if (to.http()) {
            var token = tokens.look(seen, to.workload());
            if (!walk.passes(token.reason())) {
                return;
            }
            seen = token.request();
            issuers = token.issuers();
        }
        var gate = new Gate(inbound(to, Proxy.SIDECAR), when, seen, to.http(), issuers, spaces);
        ask(gate, Layer.POLICY, seen, walk);
    }

    private void atZtunnel(Party from, Target to, Request request, Condition when, Walk walk) {
        var seen = request;
        var waypoint = waypoint(from, to);
        if (waypoint.isPresent()) {
            var gate = new Gate(
                    access.atWaypoint(waypoint.get(), to.http()),
                    when,
                    request.withPort(to.port()),
                    to.http(),
                    tokens.issuers(waypoint.get()),
                    spaces);
            if (!ask(gate, Layer.WAYPOINT, request, walk)) {
                return;
            }
            seen = request.with(Field.PEER, waypoint.get().identity(settings).peer());
        }
        var gate = new Gate(
                inbound(to, Proxy.ZTUNNEL),
                Condition.anything(),
                seen.withPort(to.podPort()),
                false,
                List.of(),
                spaces);
        ask(gate, Layer.ZTUNNEL, seen, walk);
    }

    /// Only ambient pods go through waypoints.
    private Optional<Waypoint> waypoint(Party from, Target to) {
        if (!from.isBehind(Proxy.ZTUNNEL)) {
            return Optional.empty();
        }
        var service = to.service();
        return service == null
                ? waypoints.beforePods(to.workload().namespace(), to.workload().labels())
                : waypoints.before(service.namespace(), service.id());
    }

    private static boolean ask(Gate gate, Layer layer, Request open, Walk walk) {
        var outcome = gate.ask(layer);
        outcome.example().ifPresent(example -> walk.showing(example.describe(open)));
        return walk.passes(outcome.reason());
    }
}
