package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Callers outside ambient mode, whose calls pass by a waypoint that enforces policies.
final class CallersSkipWaypoint implements Rule {
    private static final String INGRESS_TOO = "istio.io/ingress-use-waypoint";

    private static final RuleInfo INFO = new RuleInfo(
            "MW4303",
            "CallersSkipWaypoint",
            Category.AMBIENT,
            Severity.WARNING,
            "These callers do not come through the waypoint",
            "Only ztunnel leads calls through waypoints. Sidecars, gateways and pods outside the mesh "
                    + "call the pods straight, so the policies of the waypoint are not asked. Gateways do go "
                    + "through it with istio.io/ingress-use-waypoint.",
            "Move the callers to ambient mode, or say in a policy by selector what they may do; for "
                    + "gateways label the Service with istio.io/ingress-use-waypoint: 'true'.",
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + """
                    apiVersion: v1
                    kind: Namespace
                    metadata: {name: web, labels: {istio-injection: enabled}}
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web, namespace: web}
                    spec:
                      template:
                        metadata: {labels: {app: web}}
                        spec: {containers: [{name: web, env: [{name: CART_URL, value: "http://cart.shop"}]}]}
                    ---
                    """ + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + """
                    apiVersion: v1
                    kind: Namespace
                    metadata: {name: web, labels: {istio.io/dataplane-mode: ambient}}
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web, namespace: web}
                    spec:
                      template:
                        metadata: {labels: {app: web}}
                        spec: {containers: [{name: web, env: [{name: CART_URL, value: "http://cart.shop"}]}]}
                    ---
                    """ + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        if (view.policies().stream().noneMatch(AuthorizationPolicy::targetsRefs)) {
            return Stream.empty();
        }
        var services =
                mesh.topology().services().stream().collect(Collectors.toMap(Service::id, one -> one, (a, _) -> a));
        return mesh.topology().edges().stream()
                .flatMap(edge -> Optional.ofNullable(services.get(edge.to())).stream()
                        .filter(service -> isGuarded(view, service) && skips(mesh, view, services, edge, service))
                        .flatMap(service -> view.object(service).map(object -> finding(object, edge)).stream())
                        .map(finding -> isProven(mesh, services, edge) ? finding : finding.asInference()));
    }

    private static boolean isGuarded(AmbientView view, Service service) {
        return view.waypointOf(service)
                .filter(waypoint -> view.policies().stream()
                        .anyMatch(policy -> !policy.dryRun() && waypoint.isTargetOf(policy, view.settings())))
                .isPresent();
    }

    private static boolean skips(
            Mesh mesh, AmbientView view, Map<String, Service> services, Edge edge, Service callee) {
        if (edge.fromIngress()) {
            return view.object(callee)
                    .map(object -> object.labels().get(INGRESS_TOO))
                    .or(() -> mesh.namespace(callee.namespace())
                            .map(object -> object.labels().get(INGRESS_TOO)))
                    .filter("true"::equals)
                    .isEmpty();
        }
        var caller = services.get(edge.from());
        return caller != null
                && caller.workloads().stream()
                        .flatMap(id -> view.workload(id).stream())
                        .anyMatch(workload -> !view.isAmbient(workload));
    }

    /// Whether the input holds the namespace that says how the caller runs.
    private static boolean isProven(Mesh mesh, Map<String, Service> services, Edge edge) {
        var caller = services.get(edge.from());
        return caller == null || mesh.namespace(caller.namespace()).isPresent();
    }

    private static Finding finding(Manifest service, Edge edge) {
        var caller = edge.fromIngress() ? "traffic from gateways" : edge.from() + ", which is not in ambient mode,";
        return Finding.of(
                INFO,
                service,
                service.where("metadata", "name"),
                "metadata.labels",
                caller + " calls " + service.id() + " without its waypoint, whose policies do not see it",
                INFO.fix());
    }
}
