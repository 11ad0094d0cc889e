package dev.meshwright.analysis.security;

import dev.meshwright.access.Access;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Gateways;
import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshAccess;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The mesh as security rules see it.
final class SecurityView {
    /// The first words of port names by which a port carries bytes; with others the proxy looks at them itself.
    private static final Set<String> RAW = Set.of("tcp", "tls", "https", "mongo", "mysql", "redis");

    private final Mesh mesh;
    private final MeshSettings settings;
    private final Membership membership;
    private final Access access;
    private final List<PeerAuthentication> peerAuthentications;
    private final Map<String, List<Workload>> workloadsByNamespace = new HashMap<>();
    private final Map<String, List<Service>> servicesByWorkload = new HashMap<>();
    private final Map<String, List<String>> workloadsByService = new HashMap<>();
    private final Map<String, Set<String>> callers = new HashMap<>();

    private SecurityView(Mesh mesh, MeshAccess shared) {
        this.mesh = mesh;
        this.settings = shared.settings();
        this.membership = shared.membership();
        this.access = shared.access();
        this.peerAuthentications = PeerAuthentications.in(mesh.manifests());
        for (var workload : mesh.topology().workloads()) {
            workloadsByNamespace
                    .computeIfAbsent(workload.namespace(), _ -> new ArrayList<>())
                    .add(workload);
        }
        for (var service : mesh.topology().services()) {
            service.workloads()
                    .forEach(id -> servicesByWorkload
                            .computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(service));
            workloadsByService.put(service.id(), service.workloads());
        }
        mesh.topology()
                .edges()
                .forEach(edge ->
                        callers.computeIfAbsent(edge.to(), _ -> new TreeSet<>()).add(edge.from()));
    }

    static SecurityView of(Mesh mesh) {
        var shared = MeshAccess.of(mesh);
        return mesh.view(SecurityView.class, one -> new SecurityView(one, shared));
    }

    MeshSettings settings() {
        return settings;
    }

    Access access() {
        return access;
    }

    List<AuthorizationPolicy> policies() {
        return access.policies();
    }

    List<PeerAuthentication> peerAuthentications() {
        return peerAuthentications;
    }

    /// The workloads that take calls through a sidecar. Where the namespace's object is not in the input, its label is
    /// taken for granted.
    List<Workload> meshed() {
        return mesh.topology().workloads().stream()
                .filter(workload -> isMeshed(workload) && !workload.isJob() && !Gateways.isGateway(workload))
                .toList();
    }

    /// Whether the pods get a sidecar.
    boolean isMeshed(Workload workload) {
        return switch (membership.of(workload)) {
            case IN -> true;
            case OUT -> false;
            case UNSAID -> !membership.knowsNamespace(workload.namespace());
        };
    }

    /// Whether the pods' connections go through a sidecar.
    boolean hasSidecar(Workload workload) {
        return membership.proxyOf(workload) == Proxy.SIDECAR;
    }

    /// Whether Services say of a port of the pods that it carries bytes, which the proxy does not read.
    boolean isTcp(Workload workload, int podPort) {
        var declared = servicesOf(workload).stream()
                .flatMap(service -> service.ports().stream())
                .filter(port -> port.targetPort() == podPort)
                .toList();
        return !declared.isEmpty()
                && declared.stream()
                        .allMatch(port -> !port.protocol().isHttp()
                                && (port.evidence().how().equals("app-protocol")
                                        || RAW.contains(port.name().split("-", 2)[0])));
    }

    List<Workload> workloads(String namespace) {
        return workloadsByNamespace.getOrDefault(namespace, List.of());
    }

    /// The workloads that are known to call this one.
    Set<String> callersOf(Workload workload) {
        return servicesOf(workload).stream()
                .flatMap(service -> callers.getOrDefault(service.id(), Set.of()).stream())
                .flatMap(caller -> workloadsByService.getOrDefault(caller, List.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Whether some Envoy may be given the policy. Where only ztunnel is, other rules tell what is left of it.
    boolean isForEnvoy(AuthorizationPolicy policy) {
        var selected = selected(policy);
        return policy.targetsRefs()
                || selected.isEmpty()
                || selected.stream().anyMatch(workload -> membership.proxyOf(workload) != Proxy.ZTUNNEL);
    }

    /// The workloads that an object of this namespace with this selector is for: without labels all of the namespace,
    /// and from the root namespace those of all namespaces.
    private List<Workload> selected(String namespace, Map<String, String> labels) {
        var reached = namespace.equals(settings.rootNamespace())
                ? mesh.topology().workloads()
                : workloadsByNamespace.getOrDefault(namespace, List.of());
        return reached.stream()
                .filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    List<Workload> selected(AuthorizationPolicy policy) {
        return selected(policy.namespace(), policy.selector());
    }

    List<Workload> selected(PeerAuthentication policy) {
        return selected(policy.namespace(), policy.selector());
    }

    List<Service> servicesOf(Workload workload) {
        return servicesByWorkload.getOrDefault(workload.id(), List.of());
    }

    /// The ports that a workload is known to listen on, by its containers and its Services; empty where nothing tells.
    Set<Integer> ports(Workload workload) {
        var ports = new TreeSet<Integer>();
        workload.ports().forEach(port -> ports.add(port.port()));
        servicesOf(workload).forEach(service -> service.ports().forEach(port -> ports.add(port.targetPort())));
        ports.remove(0);
        return ports;
    }

    /// The pod ports behind this Service port of the workload, for those who took the one for the other.
    Set<Integer> targetsOf(Workload workload, int servicePort) {
        return servicesOf(workload).stream()
                .flatMap(service -> service.port(servicePort).stream())
                .map(Service.Port::targetPort)
                .filter(port -> port > 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isProduction(String namespace) {
        return !mesh.intent().notProduction().contains(namespace);
    }

    List<Manifest> objects(String group, String kind) {
        return mesh.manifests().ofKind(group, kind).toList();
    }

    /// Up to three names, then how many more.
    static String some(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() <= 3 ? shown : shown + " and " + (names.size() - 3) + " more";
    }
}
