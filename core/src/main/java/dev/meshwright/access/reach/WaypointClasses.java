package dev.meshwright.access.reach;

import dev.meshwright.access.Waypoint;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What Gateways and their GatewayClasses say about serving as a waypoint.
final class WaypointClasses {
    private static final String FOR = "istio.io/waypoint-for";
    private static final String BINDING = "ambient.istio.io/waypoint-inbound-binding";

    private final Map<String, Manifest> classes = new HashMap<>();

    WaypointClasses(Manifests manifests) {
        manifests
                .ofKind("gateway.networking.k8s.io", "GatewayClass")
                .forEach(one -> classes.putIfAbsent(one.name(), one));
    }

    /// Whether ztunnel can hand it traffic: by its class, or because it is set up to take it as it is.
    boolean isWaypoint(Manifest gateway) {
        var name = className(gateway);
        var controller = Optional.ofNullable(classes.get(name))
                .flatMap(one -> one.root().text("spec", "controllerName"))
                .orElse("");
        return name.equals(Waypoint.CLASS)
                || controller.equals("istio.io/mesh-controller")
                || gateway.annotations().containsKey(BINDING)
                || tunnel(gateway).isPresent();
    }

    /// The traffic it is for: `service`, `workload`, `all`, or whatever else the label says.
    String traffic(Manifest gateway) {
        var byClass = classes.get(className(gateway));
        var otherwise = byClass == null ? "service" : byClass.labels().getOrDefault(FOR, "service");
        return gateway.labels().getOrDefault(FOR, otherwise);
    }

    /// Whether objects of this namespace may attach; without a word only those of its own.
    static boolean admits(Manifest gateway, String namespace, Map<String, String> labels) {
        var scope = tunnel(gateway).flatMap(listener -> listener.at("allowedRoutes", "namespaces"));
        return switch (scope.flatMap(one -> one.text("from")).orElse("Same")) {
            case "All" -> true;
            case "Selector" ->
                scope.flatMap(one -> one.at("selector"))
                        .filter(selector -> new LabelSelector(selector).matches(labels))
                        .isPresent();
            default -> gateway.namespaceOrDefault().equals(namespace);
        };
    }

    private static Optional<Node> tunnel(Manifest gateway) {
        return gateway.root().items("spec", "listeners").stream()
                .filter(listener -> listener.text("protocol").orElse("").equals("HBONE")
                        && listener.integer("port").orElse(0) == 15_008)
                .findFirst();
    }

    private static String className(Manifest gateway) {
        return gateway.root().text("spec", "gatewayClassName").orElse("");
    }
}
