package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A policy in dry-run for workloads behind ztunnel.
final class DryRunNotAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4106",
            "DryRunNotAtZtunnel",
            Category.AMBIENT,
            Severity.INFO,
            "ztunnel does not try out policies in dry-run",
            "istiod sends ztunnel no policy in dry-run unless "
                    + "AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY is set: its metrics and logs stay empty, "
                    + "which looks as if the policy would refuse nobody.",
            "Set AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY at istiod, or try the policy out at a "
                    + "waypoint with targetRefs.",
            Examples.CART + """
                    apiVersion: security.istio.io/v1
                    kind: AuthorizationPolicy
                    metadata: {name: cart, namespace: shop, annotations: {istio.io/dry-run: "true"}}
                    spec: {rules: [{from: [{source: {namespaces: [shop]}}]}]}
                    """,
            Examples.CART + """
                    apiVersion: security.istio.io/v1
                    kind: AuthorizationPolicy
                    metadata: {name: cart, namespace: shop}
                    spec: {rules: [{from: [{source: {namespaces: [shop]}}]}]}
                    """,
            "https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return view.policies().stream()
                .filter(policy ->
                        policy.dryRun() && (policy.action() == Action.ALLOW || policy.action() == Action.DENY))
                .flatMap(policy -> view.reached(policy).stream().map(reached -> finding(policy, reached)));
    }

    private static Finding finding(AuthorizationPolicy policy, Reached reached) {
        return reached.grade(Finding.of(
                INFO,
                policy.object(),
                policy.object().where("metadata", "annotations", "istio.io/dry-run"),
                "metadata.annotations",
                "the ztunnel of " + reached.who() + " is not sent this policy, so its dry-run shows nothing",
                INFO.fix()));
    }
}
