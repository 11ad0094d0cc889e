package dev.meshwright.access.reach;

import dev.meshwright.access.Membership;
import dev.meshwright.access.Waypoint;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The waypoints that stand before Services and workloads: named by a label, there as a Gateway of their class, and
/// meant for that sort of traffic. A waypoint that is named and missing is passed by.
final class Waypoints {
    private static final String USE = "istio.io/use-waypoint";
    private static final String USE_NAMESPACE = "istio.io/use-waypoint-namespace";
    private static final String FOR = "istio.io/waypoint-for";

    private final Map<String, Manifest> gateways = new HashMap<>();
    private final Map<String, Manifest> services = new HashMap<>();
    private final Membership membership;

    Waypoints(Manifests manifests, Membership membership) {
        this.membership = membership;
        manifests
                .ofKind("gateway.networking.k8s.io", "Gateway")
                .filter(gateway -> gateway.root()
                        .text("spec", "gatewayClassName")
                        .orElse("")
                        .equals("istio-waypoint"))
                .forEach(gateway -> gateways.putIfAbsent(gateway.id(), gateway));
        manifests.ofKind("", "Service").forEach(service -> services.putIfAbsent(service.id(), service));
    }

    /// The one before a Service (`namespace/name`).
    Optional<Waypoint> before(String namespace, String id) {
        var object = services.get(id);
        return object == null
                ? Optional.empty()
                : find(namespace, object.labels(), Set.of("service", "all"))
                        .map(gateway -> new Waypoint(gateway.namespaceOrDefault(), gateway.name(), id));
    }

    /// The one before a pod that is called by its address.
    ///
    /// @param labels the pod's
    Optional<Waypoint> beforePods(String namespace, Map<String, String> labels) {
        return find(namespace, labels, Set.of("workload", "all"))
                .map(gateway -> new Waypoint(gateway.namespaceOrDefault(), gateway.name(), ""));
    }

    private Optional<Manifest> find(String namespace, Map<String, String> own, Set<String> traffic) {
        var labels = own.containsKey(USE) ? own : membership.labelsOf(namespace);
        var name = labels.getOrDefault(USE, "none");
        if (name.equals("none")) {
            return Optional.empty();
        }
        var gateway = gateways.get(labels.getOrDefault(USE_NAMESPACE, namespace) + "/" + name);
        return Optional.ofNullable(gateway)
                .filter(found -> traffic.contains(found.labels().getOrDefault(FOR, "service")));
    }
}
