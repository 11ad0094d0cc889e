package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.condition.Request;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/// Policies at ztunnel that refuse the waypoint before the workload.
final class WaypointRefused implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4110",
            "WaypointRefused",
            Category.AMBIENT,
            Severity.ERROR,
            "ztunnel refuses the waypoint before the workload",
            "Behind a waypoint ztunnel sees the waypoint's identity, not the client's. Policies by "
                    + "selector or namespace are enforced there too: where they do not admit the waypoint, "
                    + "every call through it is refused.",
            "Admit the waypoint's service account in the policy for ztunnel, and put the rules about "
                    + "clients into a policy with targetRefs.",
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]
                    """),
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/waypoint]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l7-features/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return view.ambient()
                .flatMap(workload -> view.before(workload).stream()
                        .flatMap(waypoint -> view.ports(workload).stream()
                                .flatMap(port -> finding(view, workload, waypoint, port).stream())));
    }

    private static Optional<Finding> finding(AmbientView view, Workload workload, Waypoint waypoint, int port) {
        var own = waypoint.identity(view.settings());
        var decision = view.access().atZtunnel(workload, port).decide(Request.some(own.peer(), port));
        var by = decision.by();
        if (decision.isAllowed() || by == null || isLost(view, by)) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                by,
                by.where("spec", "rules"),
                "spec.rules",
                "calls to " + workload.id() + " come through waypoint " + waypoint.namespace() + "/" + waypoint.name()
                        + ", and ztunnel refuses its identity " + own.text() + ": " + decision.why(),
                INFO.fix()));
    }

    /// Whether the policy refuses everybody, which another rule says.
    private static boolean isLost(AmbientView view, Manifest by) {
        return view.policies().stream()
                .anyMatch(policy -> policy.object().where().equals(by.where())
                        && policy.action() == Action.ALLOW
                        && ZtunnelRule.isLost(policy));
    }
}
