package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The status of an object says that it does not work.
final class NegativeCondition implements Rule {
    private static final String WAYPOINT_ACCEPTED = "WaypointAccepted";
    private static final Set<String> BOUND = Set.of("istio.io/WaypointBound");
    private static final Set<String> GATEWAY_API = Set.of("Accepted", "Programmed", "ResolvedRefs");

    /// The types of conditions that are bad when they are false, in objects of a kind.
    private record Reported(String group, String kind, Set<String> types) {}

    private static final List<Reported> REPORTED = List.of(
            new Reported("", "Service", BOUND),
            new Reported("networking.istio.io", "ServiceEntry", BOUND),
            new Reported("networking.istio.io", "WorkloadEntry", BOUND),
            new Reported("security.istio.io", "AuthorizationPolicy", Set.of("ZtunnelAccepted", WAYPOINT_ACCEPTED)),
            new Reported("gateway.networking.k8s.io", "Gateway", GATEWAY_API),
            new Reported("gateway.networking.k8s.io", "HTTPRoute", GATEWAY_API),
            new Reported("gateway.networking.k8s.io", "GRPCRoute", GATEWAY_API));

    private static final RuleInfo INFO = new RuleInfo(
            "IST0171",
            "NegativeCondition",
            Category.REFERENCE,
            Severity.WARNING,
            "istiod reports that an object does not work",
            "The object's status says that it was not accepted or is not in effect.",
            "Do what the message of the condition asks for.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
            status:
              conditions:
                - {type: istio.io/WaypointBound, status: "False", reason: NoWaypoint, message: "waypoint shop/waypoint is not ready"}
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
            status:
              conditions:
                - {type: istio.io/WaypointBound, status: "True", reason: WaypointAccepted, message: "bound"}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0171/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return REPORTED.stream()
                .flatMap(reported -> mesh.objects(reported.group(), reported.kind()).stream()
                        .flatMap(object -> conditions(object)
                                .filter(condition -> isNegative(condition, reported.types()))
                                .map(condition -> finding(object, condition))));
    }

    /// The conditions of the object, or of what a route is attached to.
    private static Stream<Node> conditions(Manifest object) {
        return Stream.concat(
                object.root().items("status", "conditions").stream(),
                object.root().items("status", "parents").stream()
                        .flatMap(parent -> parent.items("conditions").stream()));
    }

    private static boolean isNegative(Node condition, Set<String> types) {
        var type = text(condition, "type");
        boolean isFalse = text(condition, "status").equalsIgnoreCase("false");
        return types.contains(type)
                && (isFalse
                        || (type.equals(WAYPOINT_ACCEPTED)
                                && text(condition, "reason").equals("PartiallyInvalid")));
    }

    private static Finding finding(Manifest object, Node condition) {
        var reason = text(condition, "reason");
        return Finding.of(
                INFO,
                object,
                condition.where(),
                "status.conditions",
                text(condition, "type") + " is " + text(condition, "status")
                        + (reason.isEmpty() ? "" : " (" + reason + ")") + ": " + text(condition, "message"),
                INFO.fix());
    }

    private static String text(Node condition, String key) {
        return condition.text(key).orElse("");
    }
}
