package dev.meshwright.access.reach;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.Caller;
import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Answer.Way;
import dev.meshwright.access.reach.Arrival.Target;
import dev.meshwright.access.reach.Routes.Aim;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Walks a call through every layer between two workloads: names, routes, the connection, network policies, waypoint,
/// ztunnel or sidecar, and tokens.
public final class Reach {
    private final Names names;
    private final Sidecars sidecars;
    private final Routes routes;
    private final DestinationRules destinationRules;
    private final ServiceEntries serviceEntries;
    private final Outside outside;
    private final NetworkPolicies networkPolicies;
    private final Arrival arrival;

    private Reach(Manifests manifests, Topology topology, MeshSettings settings) {
        var membership = Membership.of(manifests);
        this.names = new Names(topology, manifests, membership, settings);
        this.sidecars = new Sidecars(manifests, settings);
        this.routes = new Routes(manifests);
        this.destinationRules = new DestinationRules(manifests, settings);
        this.networkPolicies = new NetworkPolicies(manifests, membership);
        this.serviceEntries = new ServiceEntries(manifests);
        this.outside = new Outside(networkPolicies);
        this.arrival = new Arrival(manifests, membership, networkPolicies, settings);
    }

    public static Reach of(Manifests manifests, Topology topology, MeshSettings settings) {
        return new Reach(manifests, topology, settings);
    }

    /// Whether the call gets through.
    ///
    /// @param from `NS/WORKLOAD`, `sa:NS/NAME` or `plaintext`
    /// @param to `NS/SERVICE`, `NS/WORKLOAD` or the name of a host outside
    /// @param port of the Service, or of the pods; 0 for any
    /// @param request what is known of it besides
    /// @throws MeshwrightException where there is no such caller, callee or port
    public Answer can(String from, String to, int port, Request request) {
        var party = names.caller(from);
        var ways = switch (names.callee(to)) {
            case Names.Callee.OfService(var service) -> toService(party, service, port, request);
            case Names.Callee.OfPods(var workload) -> toPods(party, workload, port, request);
            case Names.Callee.OfHost(var host) -> toHost(party, host, port, request);
        };
        return Answer.of(from, to, ways);
    }

    /// Everyone who might call, and whether they get through: all workloads in the order of the topology, and last a
    /// caller without a certificate.
    ///
    /// @throws MeshwrightException where there is no such callee or port
    public List<Answer> whoCan(String to, int port, Request request) {
        return Stream.concat(
                        names.workloads().stream().map(Workload::id).filter(id -> !id.equals(to)),
                        Stream.of(Caller.PLAINTEXT))
                .map(from -> can(from, to, port, request))
                .toList();
    }

    /// What somebody who holds the workload gets to, in one step or several, the nearest first.
    ///
    /// @param from `NS/WORKLOAD`
    /// @throws MeshwrightException where there is no such workload
    public List<Spread.Reached> spread(String from) {
        if (!(names.caller(from) instanceof Party.Pods pods)) {
            throw new MeshwrightException(from + " runs nothing to go on from. Name a workload.");
        }
        return Spread.from(pods.workload().id(), matrix());
    }

    /// Who reaches whom, by the addresses of pods.
    public Matrix matrix() {
        return new MatrixBuilder(names, arrival, networkPolicies).build();
    }

    private List<Way> toPods(Party from, Workload to, int port, Request request) {
        var ports = port > 0 ? List.of(port) : names.podPorts(to);
        if (ports.isEmpty()) {
            throw new MeshwrightException(to.id() + " declares no port. Name one with --port.");
        }
        var ways = new ArrayList<Way>();
        for (int each : ports) {
            var walk = new Walk(each, to.id());
            walk.passes(Reason.of(
                    Layer.NAME,
                    Verdict.YES,
                    "the pods of " + to.kind() + " " + to.id(),
                    to.kind() + " " + to.id(),
                    to.where()));
            var target = new Target(null, to, each, each, names.isHttp(to, each), Optional.empty());
            ways.add(arrival.walk(from, target, request, Condition.anything(), walk));
        }
        return ways;
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
        if (!(from instanceof Party.Pods pods) || pods.proxy() != Proxy.SIDECAR) {
            return arriveAt(from, service, port, null, request, Condition.anything(), walk);
        }
        var kept = sidecars.keepFrom(pods.workload(), service.namespace(), service.host());
        if (kept.isPresent()) {
            return walk.passes(kept.get())
                    ? arriveAt(pods.withoutProxy(), service, port, null, request, Condition.anything(), walk)
                    : List.of(walk.end());
        }
        return along(pods, new Aim(service.host(), port.port(), kind(port), request), walk);
    }

    /// The ways that the caller's sidecar chooses for a host that it knows.
    private List<Way> along(Party.Pods from, Aim aim, Walk walk) {
        var ways = new ArrayList<Way>();
        for (var route : routes.of(sender(from), aim)) {
            var along = walk.to("");
            if (!along.passes(reason(route)) || route.host().isEmpty()) {
                ways.add(along.end());
                continue;
            }
            ways.addAll(follow(from, route, aim.request(), along));
        }
        return ways;
    }

    private List<Way> toHost(Party from, String host, int port, Request request) {
        var entry = serviceEntries.of(from.namespace(), host);
        var ports = port > 0
                ? List.of(port)
                : entry.stream()
                        .flatMap(one -> one.root().items("spec", "ports").stream())
                        .flatMap(one -> one.integer("number").stream())
                        .toList();
        if (ports.isEmpty()) {
            throw new MeshwrightException("nothing declares a port of " + host + ". Name one with --port.");
        }
        return ports.stream()
                .flatMap(one -> toHostPort(from, host, one, request).stream())
                .toList();
    }

    private List<Way> toHostPort(Party from, String host, int port, Request request) {
        var walk = new Walk(port, "");
        var entry = serviceEntries.of(from.namespace(), host);
        var declared = entry.flatMap(one -> ServiceEntries.port(one, port));
        var pods = from instanceof Party.Pods some && some.proxy() == Proxy.SIDECAR
                ? Optional.of(some)
                : Optional.<Party.Pods>empty();
        boolean isKnown = declared.isPresent()
                && pods.filter(one -> sidecars.keepFrom(
                                        one.workload(), declared.get().entry().namespaceOrDefault(), host)
                                .isPresent())
                        .isEmpty();
        if (!isKnown) {
            walk.passes(unknownHost(pods, host, port));
            return List.of(outside.leave(from, host, port, Optional.empty(), walk));
        }
        if (!walk.passes(declared.get().reason(host)) || pods.isEmpty()) {
            return outOf(from, host, declared.get(), request, Condition.anything(), walk);
        }
        return along(pods.get(), new Aim(host, port, declared.get().kind(), request), walk);
    }

    private Reason unknownHost(Optional<Party.Pods> behindSidecar, String host, int port) {
        var text = "no ServiceEntry that the caller knows declares port " + port + " of " + host;
        return behindSidecar
                        .filter(pods -> sidecars.isRegistryOnly(pods.workload()))
                        .isPresent()
                ? Reason.of(Layer.NAME, Verdict.NO, "502: " + text + ", and its sidecar is REGISTRY_ONLY")
                : Reason.of(Layer.NAME, Verdict.YES, text + ", so it goes out as it is");
    }

    /// Past the routes, to what a ServiceEntry declares: pods that it selects, or out of the mesh.
    private List<Way> outOf(
            Party from, String host, ServiceEntries.Declared declared, Request request, Condition when, Walk walk) {
        if (walk.isOver()) {
            return List.of(walk.end());
        }
        int port = declared.node().integer("number").orElse(0);
        var rules = from.isBehind(Proxy.SIDECAR)
                ? destinationRules.of(from.namespace(), declared.entry().namespaceOrDefault(), host)
                : List.<Manifest>of();
        var tls = DestinationRules.tls(rules, null, port);
        var selector = declared.selector();
        if (selector.isEmpty()) {
            return List.of(outside.leave(from, host, port, tls, walk));
        }
        var behind = names.workloads().stream()
                .filter(pod -> pod.namespace().equals(declared.entry().namespaceOrDefault())
                        && selector.get().entries().stream()
                                .allMatch(label -> label.value()
                                        .text()
                                        .orElse("")
                                        .equals(pod.labels().get(label.key()))))
                .toList();
        if (behind.isEmpty()) {
            walk.passes(Reason.of(Layer.NAME, Verdict.UNDECIDED, "no pods in the input are behind " + host));
            return List.of(walk.end());
        }
        boolean http = declared.kind() == Routes.Kind.HTTP;
        return behind.stream()
                .map(pod -> arrival.walk(
                        from,
                        new Target(null, pod, port, declared.targetPort(), http, tls),
                        request,
                        when,
                        walk.to(pod.id())))
                .toList();
    }

    private static Routes.Kind kind(Service.Port port) {
        return port.protocol() == Protocol.TLS
                ? Routes.Kind.TLS
                : Names.isHttp(port) ? Routes.Kind.HTTP : Routes.Kind.TCP;
    }

    private static Sender sender(Party.Pods pods) {
        return new Sender(pods.workload().namespace(), pods.workload().labels());
    }

    private static Reason reason(Route route) {
        var object = route.object();
        return new Reason(
                Layer.ROUTE,
                route.verdict(),
                route.text(),
                object == null ? "" : object.kind() + " " + object.id(),
                route.rule(),
                route.where());
    }

    private List<Way> follow(Party from, Route route, Request request, Walk walk) {
        var service = names.service(route.host());
        var declared = serviceEntries
                .of(from.namespace(), route.host())
                .flatMap(entry -> ServiceEntries.port(entry, route.port()));
        if (service.isEmpty() && declared.isPresent()) {
            return outOf(
                    from,
                    route.host(),
                    declared.get(),
                    route.rewrite().apply(request),
                    route.rewrite().after(route.when(), request),
                    walk);
        }
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
        var rewrite = route.rewrite();
        return arriveAt(
                from,
                service.get(),
                port.get(),
                route.subset(),
                rewrite.apply(request),
                rewrite.after(route.when(), request),
                walk);
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
                .map(pod -> arrival.walk(
                        from,
                        new Target(service, pod, port.port(), port.targetPort(), Names.isHttp(port), tls),
                        request,
                        when,
                        walk.to(pod.id())))
                .toList();
    }
}
