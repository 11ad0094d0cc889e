package dev.meshwright.access.reach;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.Access;
import dev.meshwright.access.Caller;
import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Answer.Way;
import dev.meshwright.access.reach.Routes.Route;
import dev.meshwright.access.reach.Routes.Sender;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks a call through every layer between two workloads: names, routes, the connection, network policies, waypoint,
/// ztunnel or sidecar, and tokens.
public final class Reach {
    private static final int HBONE = 15_008;

    private final Names names;
    private final Membership membership;
    private final Access access;
    private final Routes routes;
    private final DestinationRules destinationRules;
    private final NetworkPolicies networkPolicies;
    private final Tokens tokens;
    private final Waypoints waypoints;

    private Reach(Manifests manifests, Topology topology, MeshSettings settings) {
        this.membership = Membership.of(manifests);
        this.names = new Names(topology, manifests, membership, settings);
        this.access = Access.of(manifests, settings);
        this.routes = new Routes(manifests);
        this.destinationRules = new DestinationRules(manifests, settings);
        this.networkPolicies = new NetworkPolicies(manifests, membership);
        this.tokens = new Tokens(manifests, settings);
        this.waypoints = new Waypoints(manifests, membership);
    }

    public static Reach of(Manifests manifests, Topology topology, MeshSettings settings) {
        return new Reach(manifests, topology, settings);
    }

    /// Whether the call gets through.
    ///
    /// @param from `NS/WORKLOAD`, `sa:NS/NAME` or `plaintext`
    /// @param to `NS/SERVICE` or `NS/WORKLOAD`
    /// @param port of the Service, or of the pods; 0 for any
    /// @param request what is known of it besides
    /// @throws MeshwrightException where there is no such caller, callee or port
    public Answer can(String from, String to, int port, Request request) {
        var party = names.caller(from);
        var callee = names.callee(to);
        var service = callee.service();
        var ways = service == null
                ? toPods(party, callee.workload(), port, request)
                : toService(party, service, port, request);
        return Answer.of(from, to, ways);
    }

    private List<Way> toPods(Party from, @Nullable Workload to, int port, Request request) {
        if (to == null) {
            return List.of();
        }
        var ports = port > 0 ? List.of(port) : portsOf(to);
        var ways = new ArrayList<Way>();
        for (int each : ports) {
            var walk = new Walk(each, to.id());
            walk.passes(Reason.of(
                    Layer.NAME,
                    Verdict.YES,
                    "the pods of " + to.kind() + " " + to.id(),
                    to.kind() + " " + to.id(),
                    to.where()));
            var target = new Target(null, to, each, each, true, Optional.empty());
            ways.add(arrive(from, target, request, Condition.anything(), walk));
        }
        return ways;
    }

    private static List<Integer> portsOf(Workload workload) {
        var ports = workload.ports().stream()
                .filter(port -> !port.protocol().equals("UDP"))
                .map(Workload.ContainerPort::port)
                .distinct()
                .toList();
        if (ports.isEmpty()) {
            throw new MeshwrightException(workload.id() + " declares no port. Name one with --port.");
        }
        return ports;
    }

    private List<Way> toService(Party from, Service service, int port, Request request) {
        var ports = service.ports().stream()
                .filter(one -> one.protocol() != Protocol.UDP && (port == 0 || one.port() == port))
                .toList();
        if (ports.isEmpty()) {
            var known = service.ports().stream()
                    .map(one -> String.valueOf(one.port()))
                    .toList();
            throw new MeshwrightException(
                    "Service " + service.id() + " has no port " + (port == 0 ? "that takes connections" : port)
                            + ". It has " + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
        }
        return ports.stream()
                .flatMap(one -> toPort(from, service, one, request).stream())
                .toList();
    }

    private List<Way> toPort(Party from, Service service, Service.Port port, Request request) {
        var walk = new Walk(port.port(), "");
        walk.passes(Reason.of(
                Layer.NAME,
                Verdict.YES,
                "port " + port.port() + " (" + port.protocol().word() + ") of Service " + service.id(),
                "Service " + service.id(),
                service.where()));
        boolean routed = from.isBehind(Proxy.SIDECAR);
        if (!routed) {
            return arriveAt(from, service, port, null, request, Condition.anything(), walk);
        }
        var ways = new ArrayList<Way>();
        for (var route : routes.of(sender(from), service.host(), port.port(), isHttp(port), request)) {
            var along = walk.to("");
            if (!along.passes(reason(route)) || route.host().isEmpty()) {
                ways.add(along.end());
                continue;
            }
            ways.addAll(follow(from, route, request, along));
        }
        return ways;
    }

    private static Sender sender(Party party) {
        return new Sender(
                party.namespace(),
                party instanceof Party.Pods pods ? pods.workload().labels() : null);
    }

    private static Reason reason(Route route) {
        var object = route.object();
        return new Reason(
                Layer.ROUTE,
                route.verdict(),
                route.text(),
                object == null ? "" : "VirtualService " + object.id(),
                -1,
                route.where());
    }

    private List<Way> follow(Party from, Route route, Request request, Walk walk) {
        var service = names.service(route.host());
        var port = service.flatMap(found -> found.port(route.port()));
        if (service.isEmpty() || port.isEmpty()) {
            walk.passes(Reason.of(
                    Layer.NAME,
                    service.isEmpty() ? Verdict.UNDECIDED : Verdict.NO,
                    service.isEmpty()
                            ? "the input has no Service " + route.host()
                            : "503: Service " + service.get().id() + " has no port " + route.port()));
            return List.of(walk.end());
        }
        return arriveAt(from, service.get(), port.get(), route.subset(), request, route.when(), walk);
    }

    private List<Way> arriveAt(
            Party from,
            Service service,
            Service.Port port,
            @Nullable String subset,
            Request request,
            Condition when,
            Walk walk) {
        var rules = from.isBehind(Proxy.SIDECAR)
                ? destinationRules.of(from.namespace(), service.namespace(), service.host())
                : List.<Manifest>of();
        var labels = subset == null ? Optional.of(Map.<String, String>of()) : DestinationRules.subset(rules, subset);
        if (labels.isEmpty()) {
            walk.passes(Reason.of(
                    Layer.ROUTE,
                    Verdict.NO,
                    "503: no DestinationRule declares subset " + subset + " of " + service.host()));
            return List.of(walk.end());
        }
        var pods = service.workloads().stream()
                .flatMap(id -> names.workload(id).stream())
                .filter(workload ->
                        workload.labels().entrySet().containsAll(labels.get().entrySet()))
                .toList();
        if (pods.isEmpty() || port.targetPort() == 0) {
            walk.passes(Reason.of(
                    Layer.NAME,
                    service.selector().isEmpty() || port.targetPort() == 0 ? Verdict.UNDECIDED : Verdict.NO,
                    "no pods in the input are behind port " + port.port() + " of Service " + service.id()
                            + (subset == null ? "" : ", subset " + subset)));
            return List.of(walk.end());
        }
        var tls = DestinationRules.tls(rules, subset, port.port());
        return pods.stream()
                .map(pod -> arrive(
                        from,
                        new Target(service, pod, port.port(), port.targetPort(), isHttp(port), tls),
                        request,
                        when,
                        walk.to(pod.id())))
                .toList();
    }

    /// Istio passes bytes only where the port itself says so; elsewhere it looks whether they are requests.
    private static boolean isHttp(Service.Port port) {
        return port.protocol().isHttp()
                || !(port.evidence().how().equals("port-name")
                        || port.evidence().how().equals("app-protocol"));
    }

    /// The pods at the end of a way.
    ///
    /// @param service null where they are called by their address
    private record Target(
            @Nullable Service service,
            Workload workload,
            int port,
            int podPort,
            boolean http,
            Optional<DestinationRules.Tls> tls) {}

    private Way arrive(Party from, Target to, Request request, Condition when, Walk walk) {
        var proxy = membership.proxyOf(to.workload());
        var connection = new Connection(from, to.workload(), proxy, to.tls(), modeOf(to, proxy));
        if (!walk.passes(connection.reason())) {
            return walk.end();
        }
        boolean tunnelled = connection.isMutual() && proxy == Proxy.ZTUNNEL;
        if (!walk.passes(networkPolicies.judge(from, to.workload(), tunnelled ? HBONE : to.podPort()))) {
            return walk.end();
        }
        var seen = connection.isMutual() ? from.identity() : new Caller.Plaintext();
        switch (proxy) {
            case SIDECAR -> atSidecar(to, request.with(Field.PEER, seen.peer()), when, walk);
            case ZTUNNEL -> atZtunnel(from, to, request.with(Field.PEER, seen.peer()), when, walk);
            case NONE ->
                walk.passes(Reason.of(
                        Layer.POLICY,
                        Verdict.YES,
                        to.workload().id() + " has no proxy, so no policy is enforced there"));
        }
        return walk.end();
    }

    private PeerModes.Effective modeOf(Target to, Proxy proxy) {
        return proxy == Proxy.ZTUNNEL
                ? access.peerModes().ofAmbient(to.workload(), to.podPort())
                : access.peerModes().of(to.workload(), to.podPort());
    }

    private void atSidecar(Target to, Request request, Condition when, Walk walk) {
        var seen = request.withPort(to.podPort());
        if (to.http()) {
            var token = tokens.look(seen, to.workload());
            if (!walk.passes(token.reason())) {
                return;
            }
            seen = token.request();
        }
        ask(new Gate(access.atSidecar(to.workload(), to.podPort(), to.http()), when, seen), Layer.POLICY, seen, walk);
    }

    private void atZtunnel(Party from, Target to, Request request, Condition when, Walk walk) {
        var seen = request;
        var waypoint = waypoint(from, to);
        if (waypoint.isPresent()) {
            var gate = new Gate(access.atWaypoint(waypoint.get(), to.http()), when, request.withPort(to.port()));
            if (!ask(gate, Layer.WAYPOINT, request, walk)) {
                return;
            }
            var own = names.identity(waypoint.get().namespace(), waypoint.get().name());
            seen = request.with(Field.PEER, own.peer());
        }
        ask(
                new Gate(
                        access.atZtunnel(to.workload(), to.podPort()),
                        Condition.anything(),
                        seen.withPort(to.podPort())),
                Layer.ZTUNNEL,
                seen,
                walk);
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
        outcome.example().ifPresent(example -> walk.showing(Gate.describe(example, open)));
        return walk.passes(outcome.reason());
    }
}
