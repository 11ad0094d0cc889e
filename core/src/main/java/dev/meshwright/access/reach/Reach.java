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
    private final NetworkPolicies networkPolicies;
    private final Arrival arrival;

    private Reach(Manifests manifests, Topology topology, MeshSettings settings) {
        var membership = Membership.of(manifests);
        this.names = new Names(topology, manifests, membership, settings);
        this.sidecars = new Sidecars(manifests, settings);
        this.routes = new Routes(manifests);
        this.destinationRules = new DestinationRules(manifests, settings);
        this.networkPolicies = new NetworkPolicies(manifests, membership);
        this.arrival = new Arrival(manifests, membership, networkPolicies, settings);
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
        var ways = switch (names.callee(to)) {
            case Names.Callee.OfService(var service) -> toService(party, service, port, request);
            case Names.Callee.OfPods(var workload) -> toPods(party, workload, port, request);
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
            walk.passes(kept.get());
            return List.of(walk.end());
        }
        var ways = new ArrayList<Way>();
        for (var route : routes.of(sender(pods), service.host(), port.port(), Names.isHttp(port), request)) {
            var along = walk.to("");
            if (!along.passes(reason(route)) || route.host().isEmpty()) {
                ways.add(along.end());
                continue;
            }
            ways.addAll(follow(from, route, request, along));
        }
        return ways;
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
                .map(pod -> arrival.walk(
                        from,
                        new Target(service, pod, port.port(), port.targetPort(), Names.isHttp(port), tls),
                        request,
                        when,
                        walk.to(pod.id())))
                .toList();
    }
}
