package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Access;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Waypoints;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshAccess;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The mesh as the rules of this package see it: what is behind ztunnel, and which waypoint is before what. Both are
/// decided where calls are judged; here they are only looked up.
public final class AmbientView {
    private final Mesh mesh;
    private final Membership membership;
    private final MeshSettings settings;
    private final Access access;
    private final List<PeerAuthentication> peerAuthentications;
    private final Waypoints waypoints;
    private final SequencedMap<String, List<Workload>> ambient = new LinkedHashMap<>();
    private final Map<String, List<Service>> servicesByWorkload = new HashMap<>();
    private final Map<String, Workload> byId = new HashMap<>();

    private AmbientView(Mesh mesh, MeshAccess shared) {
        this.mesh = mesh;
        this.membership = shared.membership();
        this.settings = shared.settings();
        this.access = shared.access();
        this.peerAuthentications = PeerAuthentications.in(mesh.manifests());
        this.waypoints = new Waypoints(mesh.manifests(), membership);
        for (var workload : mesh.workloads()) {
            byId.putIfAbsent(workload.id(), workload);
            if (isAmbient(workload) && !workload.isGateway() && !workload.isJob()) {
                ambient.computeIfAbsent(workload.namespace(), _ -> new ArrayList<>())
                        .add(workload);
            }
        }
        for (var service : mesh.topology().services()) {
            service.workloads()
                    .forEach(id -> servicesByWorkload
                            .computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(service));
        }
    }

    public static AmbientView of(Mesh mesh) {
        var shared = MeshAccess.of(mesh);
        return mesh.view(AmbientView.class, one -> new AmbientView(one, shared));
    }

    public MeshSettings settings() {
        return settings;
    }

    public Membership membership() {
        return membership;
    }

    public Access access() {
        return access;
    }

    /// The PeerAuthentication that selects a workload, the oldest if there are several.
    Optional<PeerAuthentication> ownPeerAuthentication(Workload workload) {
        return peerAuthentications.stream()
                .filter(policy -> policy.selects(workload, settings))
                .findFirst();
    }

    public Waypoints waypoints() {
        return waypoints;
    }

    List<AuthorizationPolicy> policies() {
        return access.policies();
    }

    boolean isAmbient(Workload workload) {
        return membership.proxyOf(workload) == Proxy.ZTUNNEL;
    }

    boolean hasSidecar(Workload workload) {
        return membership.proxyOf(workload) == Proxy.SIDECAR;
    }

    /// Whether pods of the namespace are in ambient mode unless they say otherwise.
    boolean isAmbient(String namespace) {
        var labels = membership.labelsOf(namespace);
        return "ambient".equals(labels.get("istio.io/dataplane-mode"))
                && !"enabled".equals(labels.get("istio-injection"))
                && !labels.containsKey("istio.io/rev");
    }

    /// The workloads that ztunnel stands before, gateways and jobs left out.
    Stream<Workload> ambient() {
        return ambient.values().stream().flatMap(List::stream);
    }

    List<Workload> ambient(String namespace) {
        return ambient.getOrDefault(namespace, List.of());
    }

    public Optional<Workload> workload(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public List<Service> servicesOf(Workload workload) {
        return servicesByWorkload.getOrDefault(workload.id(), List.of());
    }

    /// The ports that pods listen on, as far as containers and Services say; 0 for any where nothing says.
    public Set<Integer> ports(Workload workload) {
        var ports = new TreeSet<Integer>();
        workload.ports().forEach(port -> ports.add(port.port()));
        servicesOf(workload).forEach(service -> service.ports().forEach(port -> ports.add(port.targetPort())));
        if (ports.size() > 1) {
            ports.remove(0);
        }
        return ports.isEmpty() ? Set.of(0) : ports;
    }

    /// The object of a Service.
    public Optional<Manifest> object(Service service) {
        return service.isWorkloadOnly()
                ? Optional.empty()
                : mesh.object("", "Service", service.namespace(), service.name());
    }

    /// Whom a policy by selector or namespace reaches in ambient mode; empty where nobody.
    Optional<Reached> reached(AuthorizationPolicy policy) {
        if (policy.targetsRefs()) {
            return Optional.empty();
        }
        var inScope =
                policy.namespace().equals(settings.rootNamespace()) ? ambient().toList() : ambient(policy.namespace());
        var found = inScope.stream()
                .filter(workload -> policy.appliesTo(workload, settings))
                .toList();
        boolean isGuess = found.isEmpty()
                && isAmbient(policy.namespace())
                && mesh.workloads().stream().noneMatch(one -> one.namespace().equals(policy.namespace()));
        return found.isEmpty() && !isGuess ? Optional.empty() : Optional.of(new Reached(found, policy.namespace()));
    }

    /// The waypoint that takes calls to a Service.
    public Optional<Waypoint> waypointOf(Service service) {
        return object(service).flatMap(waypoints::ofService).flatMap(Enrolment::bound);
    }

    /// The waypoints that calls to a workload come through: by the Services over it, or by its own address.
    public List<Waypoint> before(Workload workload) {
        var byService = servicesOf(workload).stream().flatMap(service -> waypointOf(service).stream());
        var byPod = waypoints.ofPods(workload.namespace(), workload.labels()).flatMap(Enrolment::bound).stream();
        return Stream.concat(byService, byPod)
                .map(waypoint -> new Waypoint(waypoint.namespace(), waypoint.name(), ""))
                .distinct()
                .toList();
    }

    /// The objects that name a waypoint themselves and get this of it.
    Stream<Asked> asking(Enrolment.State state) {
        var namespaces = mesh.objects("", "Namespace").stream()
                .flatMap(object -> asked(object, waypoints.ofNamespace(object.name()), "metadata", "labels"));
        var services = Stream.concat(
                        mesh.objects("", "Service").stream(),
                        mesh.objects("networking.istio.io", "ServiceEntry").stream())
                .flatMap(object -> asked(object, own(waypoints.ofService(object)), "metadata", "labels"));
        var entries = mesh.objects("networking.istio.io", "WorkloadEntry").stream()
                .flatMap(object -> asked(
                        object,
                        own(waypoints.ofPods(object.namespaceOrDefault(), object.labels())),
                        "metadata",
                        "labels"));
        var pods = mesh.workloads().stream()
                .flatMap(workload -> asked(
                        workload.manifest(),
                        own(waypoints.ofPods(workload.namespace(), workload.labels())),
                        workload.kind().equals("Pod")
                                ? new String[] {"metadata", "labels"}
                                : new String[] {"spec", "template", "metadata", "labels"}));
        return Stream.of(namespaces, services, entries, pods)
                .flatMap(one -> one)
                .filter(one -> one.enrolment().state() == state);
    }

    private static Optional<Enrolment> own(Optional<Enrolment> enrolment) {
        return enrolment.filter(one -> !one.inherited());
    }

    private static Stream<Asked> asked(Manifest object, Optional<Enrolment> enrolment, String... labels) {
        return enrolment.map(found -> new Asked(object, String.join(".", labels), found)).stream();
    }
}
