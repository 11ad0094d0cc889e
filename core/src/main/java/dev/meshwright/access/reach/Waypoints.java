package dev.meshwright.access.reach;

import dev.meshwright.access.Membership;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The waypoints that stand before Services and workloads: named by a label, there as a Gateway that is one, open to
/// the namespace, and meant for that sort of traffic. A waypoint that is named and fails any of it is passed by.
public final class Waypoints {
    /// The label that names a waypoint.
    public static final String USE = "istio.io/use-waypoint";

    private static final String USE_NAMESPACE = "istio.io/use-waypoint-namespace";
    private static final String GATEWAY_API = "gateway.networking.k8s.io";
    private static final String MANAGED = "gateway.istio.io/managed";
    private static final Set<String> NEVER_BEHIND_ONE =
            Set.of("istio.io-mesh-controller", "istio.io-eastwest-controller");
    private static final Set<String> SERVICES = Set.of("service", "all");
    private static final Set<String> WORKLOADS = Set.of("workload", "all");
    private static final Set<String> ANY = Set.of("service", "workload", "all", "none");

    private final Map<String, Manifest> gateways = new HashMap<>();
    private final Map<String, Manifest> services = new HashMap<>();
    private final WaypointClasses classes;
    private final Membership membership;

    public Waypoints(Manifests manifests, Membership membership) {
        this.membership = membership;
        this.classes = new WaypointClasses(manifests);
        manifests.ofKind(GATEWAY_API, "Gateway").forEach(gateway -> gateways.putIfAbsent(gateway.id(), gateway));
        manifests.ofKind("", "Service").forEach(service -> services.putIfAbsent(service.id(), service));
    }

    /// The one before a Service (`namespace/name`).
    Optional<Waypoint> before(String namespace, String id) {
        var object = services.get(id);
        return object == null ? Optional.empty() : ofService(object).flatMap(Enrolment::bound);
    }

    /// The one before a pod that is called by its address.
    ///
    /// @param labels the pod's
    Optional<Waypoint> beforePods(String namespace, Map<String, String> labels) {
        return ofPods(namespace, labels).flatMap(Enrolment::bound);
    }

    /// What a Service or ServiceEntry asks for; empty where nothing is asked.
    public Optional<Enrolment> ofService(Manifest object) {
        if (NEVER_BEHIND_ONE.contains(object.labels().getOrDefault(MANAGED, ""))) {
            return Optional.empty();
        }
        var found = find(object.namespaceOrDefault(), object.id(), object.labels(), SERVICES);
        boolean isPrivate = object.kind().equals("ServiceEntry") && Visible.isPrivate(object);
        return found.map(one -> isPrivate
                        && one.state() == State.BOUND
                        && !one.waypoint().namespace().equals(object.namespaceOrDefault())
                ? new Enrolment(one.waypoint(), one.inherited(), State.NOT_ALLOWED)
                : one);
    }

    /// What pods with these labels ask for; empty where nothing is asked.
    public Optional<Enrolment> ofPods(String namespace, Map<String, String> labels) {
        return NEVER_BEHIND_ONE.contains(labels.getOrDefault(MANAGED, ""))
                ? Optional.empty()
                : find(namespace, "", labels, WORKLOADS)
                        // Pods do not care for a namespace's waypoint that is for Services.
                        .filter(one -> !one.inherited() || one.state() != State.OTHER_TRAFFIC);
    }

    /// What a namespace asks for, whatever sort of traffic the waypoint takes.
    public Optional<Enrolment> ofNamespace(String namespace) {
        return find(namespace, "", Map.of(), ANY);
    }

    private Optional<Enrolment> find(String namespace, String service, Map<String, String> own, Set<String> traffic) {
        boolean inherited = !own.containsKey(USE);
        var labels = inherited ? membership.labelsOf(namespace) : own;
        var name = labels.getOrDefault(USE, "none");
        if (name.equals("none")) {
            return Optional.empty();
        }
        var waypoint = new Waypoint(labels.getOrDefault(USE_NAMESPACE, namespace), name, service);
        return Optional.of(new Enrolment(waypoint, inherited, state(waypoint, namespace, traffic)));
    }

    private State state(Waypoint waypoint, String from, Set<String> traffic) {
        var gateway = gateways.get(waypoint.namespace() + "/" + waypoint.name());
        if (gateway == null) {
            return State.MISSING;
        }
        if (!classes.isWaypoint(gateway)) {
            return State.OTHER_CLASS;
        }
        if (gateway.root().at("status").isPresent()
                && gateway.root().items("status", "addresses").isEmpty()) {
            return State.NOT_READY;
        }
        if (!WaypointClasses.admits(gateway, from, membership.labelsOf(from))) {
            return State.NOT_ALLOWED;
        }
        return traffic.contains(classes.traffic(gateway)) ? State.BOUND : State.OTHER_TRAFFIC;
    }
}
