package dev.meshwright.access;

import dev.meshwright.access.Membership.State;
import dev.meshwright.access.Proof.BlindSpot;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Names what the proof cannot see: callers that manifests do not show, and what STRICT would cut.
final class BlindSpots {
    private static final int NAMED = 3;

    private final Topology topology;
    private final Manifests manifests;
    private final Access access;
    private final KnownCalls known;
    private final Membership membership;
    private final BiPredicate<Workload, KnownCalls.Port> inDryRun;
    private final SequencedMap<String, Workload> workloads = new LinkedHashMap<>();
    private final List<BlindSpot> found = new ArrayList<>();

    BlindSpots(
            Topology topology,
            Manifests manifests,
            Access access,
            KnownCalls known,
            Membership membership,
            BiPredicate<Workload, KnownCalls.Port> inDryRun) {
        this.topology = topology;
        this.manifests = manifests;
        this.access = access;
        this.known = known;
        this.membership = membership;
        this.inDryRun = inDryRun;
        topology.workloads().forEach(workload -> workloads.putIfAbsent(workload.id(), workload));
    }

    List<BlindSpot> find() {
        addHiddenCallers();
        addInferredCallers();
        addEntriesInDryRun();
        addCallersWithoutProxy();
        addCallersSeenOutside();
        addServicesWithoutProxy();
        addExposedPorts();
        addScrapes();
        return found;
    }

    /// Any service could be called by a workload that we know too little of; those that nobody else calls are the
    /// ones where it shows.
    private void addHiddenCallers() {
        if (topology.unknown().isEmpty()) {
            return;
        }
        var called = topology.edges().stream().map(Edge::to).collect(Collectors.toSet());
        var unknown = topology.unknown().stream()
                .map(Topology.Unknown::service)
                .collect(Collectors.toCollection(TreeSet::new));
        for (var service : topology.services()) {
            if (!service.ports().isEmpty() && !service.workloads().isEmpty() && !called.contains(service.id())) {
                add(
                        service.id(),
                        BlindSpot.HIDDEN_CALLERS,
                        "nobody is known to call it, and not all calls of " + some(List.copyOf(unknown))
                                + " are known; list its callers in meshwright.yaml before its policy is enforced");
            }
        }
    }

    private void addInferredCallers() {
        SequencedMap<String, TreeSet<String>> inferred = new LinkedHashMap<>();
        for (var edge : topology.edges()) {
            if (edge.confidence() == Edge.Confidence.INFERRED && !edge.fromIngress()) {
                inferred.computeIfAbsent(edge.to(), _ -> new TreeSet<>()).add(edge.from());
            }
        }
        inferred.forEach((service, callers) -> add(
                service,
                "inferred callers, not admitted",
                some(List.copyOf(callers)) + " probably call it, but nothing proves it, so the enforced policy leaves"
                        + " them out; if they do, list them as its callers in meshwright.yaml"));
    }

    private void addEntriesInDryRun() {
        for (var workload : workloads.values()) {
            if (known.ports(workload.id()).values().stream().anyMatch(port -> inDryRun.test(workload, port))) {
                add(
                        workload.id(),
                        "policy in dry-run until meshwright.yaml names the ingress gateway",
                        "its policy stays in dry-run because the identity of the ingress gateway is not known; set"
                                + " ingressGateways in meshwright.yaml");
            }
        }
    }

    private void addCallersWithoutProxy() {
        for (var caller : workloads.values()) {
            if (membership.of(caller) != State.OUT) {
                continue;
            }
            for (var callee : workloads.values()) {
                known.ports(callee.id()).forEach((number, port) -> {
                    if (port.hasCaller(caller.id()) && isRefused(callee, number, port)) {
                        add(
                                callee.id(),
                                caller.isJob() ? "a job without a sidecar" : "a caller outside the mesh",
                                caller.id() + " calls port " + number + " and has no sidecar"
                                        + (caller.hostNetwork() ? " (hostNetwork)" : "")
                                        + ", so it will be refused; inject it, or open the port in meshwright.yaml");
                    }
                });
            }
        }
    }

    /// Traffic that was seen from callers that nothing names: ports that ask for a certificate cut them off.
    private void addCallersSeenOutside() {
        var services = new HashMap<String, Service>();
        topology.services().forEach(service -> services.putIfAbsent(service.id(), service));
        for (var warning : topology.warnings()) {
            String id = warning.service();
            var service = id == null ? null : services.get(id);
            if (service != null && warning.kind().equals(Topology.Warning.OUTSIDE_CALLER) && refusesSome(service)) {
                add(
                        service.id(),
                        BlindSpot.SEEN_OUTSIDE,
                        warning.message() + "; find them and inject them, or make the port public in meshwright.yaml");
            }
        }
    }

    private boolean refusesSome(Service service) {
        return service.ports().stream()
                .anyMatch(port -> service.workloads().stream().anyMatch(id -> isRefused(id, port.targetPort())));
    }

    private void addServicesWithoutProxy() {
        for (var workload : workloads.values()) {
            if (membership.of(workload) == State.OUT
                    && known.ports(workload.id()).values().stream()
                            .anyMatch(port -> !port.callers().isEmpty())) {
                add(
                        workload.id(),
                        "no sidecar",
                        "it has no sidecar, so no policy is enforced there and everyone reaches it; inject it, or keep"
                                + " callers away with a NetworkPolicy");
            }
        }
    }

    /// Ports with callers in the cluster are not what the Service is exposed for.
    private void addExposedPorts() {
        for (var service : topology.services()) {
            if (service.type() != Service.Type.NODE_PORT && service.type() != Service.Type.LOAD_BALANCER) {
                continue;
            }
            var ports = service.ports().stream()
                    .filter(port -> service.workloads().stream()
                            .anyMatch(id -> isRefused(id, port.targetPort()) && !hasCallers(id, port.targetPort())))
                    .map(port -> Integer.toString(port.port()))
                    .toList();
            if (!ports.isEmpty()) {
                add(
                        service.id(),
                        service.type() == Service.Type.NODE_PORT ? "a node port" : "a load balancer",
                        "callers from outside have no certificate and will be refused on port "
                                + String.join(", ", ports)
                                + "; send them through the ingress gateway, or make it a public port in"
                                + " meshwright.yaml");
            }
        }
    }

    /// A scrape that the sidecar does not answer itself: of a Service's endpoints, or with merged metrics turned off.
    private void addScrapes() {
        Map<String, Manifest> objects = new HashMap<>();
        manifests.ofKind("", "Service").forEach(object -> objects.putIfAbsent(object.id(), object));
        for (var service : topology.services()) {
            var object = objects.get(service.id());
            if (object != null && isScraped(object.annotations())) {
                service.workloads().forEach(id -> addScrape(id, object.annotations()));
            }
        }
        for (var workload : workloads.values()) {
            if (isScraped(workload.annotations())
                    && "false".equals(workload.annotations().get("prometheus.istio.io/merge-metrics"))) {
                addScrape(workload.id(), workload.annotations());
            }
        }
    }

    private void addScrape(String workload, Map<String, String> annotations) {
        var text = annotations.getOrDefault("prometheus.io/port", "");
        if (text.matches("[0-9]{1,5}") && isRefused(workload, Integer.parseInt(text))) {
            add(
                    workload,
                    "a direct scrape",
                    "Prometheus scrapes port " + text + " without a certificate and will be refused; scrape the pod"
                            + " through merged metrics (port 15020), or make it a public port in meshwright.yaml");
        }
    }

    private static boolean isScraped(Map<String, String> annotations) {
        return "true".equals(annotations.get("prometheus.io/scrape"));
    }

    private boolean isRefused(String id, int number) {
        var workload = workloads.get(id);
        var port = known.ports(id).get(number);
        return workload != null && port != null && isRefused(workload, number, port);
    }

    private boolean hasCallers(String id, int number) {
        var port = known.ports(id).get(number);
        return port != null && (port.isEntry() || !port.callers().isEmpty());
    }

    /// Whether a caller without a certificate is refused.
    private boolean isRefused(Workload callee, int number, KnownCalls.Port port) {
        return membership.of(callee) != State.OUT
                && !Gateways.isGateway(callee)
                && !access.decide(Call.some(new Caller.Plaintext(), callee, number, port.isHttp()))
                        .isAllowed();
    }

    private static String some(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? shown : shown + " and " + (names.size() - NAMED) + " more";
    }

    private void add(String service, String what, String why) {
        found.add(new BlindSpot(service, what, why));
    }
}
