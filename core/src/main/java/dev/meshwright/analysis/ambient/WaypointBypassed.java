package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Caller;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.condition.Request;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.stream.Stream;

/// A policy at a waypoint, and pods behind it that take calls past it.
final class WaypointBypassed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4202",
            "WaypointBypassed",
            Category.AMBIENT,
            Severity.WARNING,
            "Calls to the pod address pass by the waypoint",
            "A policy attached to a Service is enforced on calls to the Service. Whoever dials a "
                    + "pod's address, or calls from outside ambient mode, comes straight to ztunnel, which "
                    + "knows nothing of the policy.",
            "Add an ALLOW policy by selector or namespace that admits the waypoint's service account " + "only.",
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + """
                    apiVersion: security.istio.io/v1
                    kind: AuthorizationPolicy
                    metadata: {name: only-waypoint, namespace: shop}
                    spec:
                      rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/waypoint]}}]}]
                    ---
                    """ + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l7-features/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        var found = view.policies().stream()
                .filter(policy -> !policy.dryRun() && policy.targetsRefs())
                .toList();
        return found.isEmpty()
                ? Stream.empty()
                : mesh.topology().services().stream().flatMap(service -> findings(view, found, service));
    }

    private static Stream<Finding> findings(AmbientView view, List<AuthorizationPolicy> policies, Service service) {
        var waypoint = view.waypointOf(service);
        if (waypoint.isEmpty()) {
            return Stream.empty();
        }
        var open = service.workloads().stream()
                .flatMap(id -> view.workload(id).stream())
                .filter(workload -> view.isAmbient(workload) && isOpen(view, workload))
                .toList();
        return open.isEmpty()
                ? Stream.empty()
                : policies.stream()
                        .filter(policy -> waypoint.get().isTargetOf(policy, view.settings()))
                        .map(policy -> finding(policy, waypoint.get(), new Reached(open, service.namespace())));
    }

    /// Whether ztunnel lets a stranger of the same namespace in on some port.
    private static boolean isOpen(AmbientView view, Workload workload) {
        var stranger = new Caller.Identity(view.settings().trustDomain(), workload.namespace(), "stranger");
        return view.ports(workload).stream()
                .anyMatch(port -> view.access()
                        .atZtunnel(workload, port)
                        .decide(Request.some(stranger.peer(), port))
                        .isAllowed());
    }

    private static Finding finding(AuthorizationPolicy policy, Waypoint waypoint, Reached open) {
        return Finding.of(
                INFO,
                policy.object(),
                policy.object().where("metadata", "name"),
                "spec.targetRefs",
                "waypoint " + waypoint.namespace() + "/" + waypoint.name() + " enforces the policy on calls to "
                        + waypoint.service() + ", but ztunnel lets others in at the pod addresses of " + open.who(),
                INFO.fix());
    }
}
