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

/// A CUSTOM or AUDIT policy for workloads behind ztunnel.
final class ActionNotAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4105",
            "ActionNotAtZtunnel",
            Category.AMBIENT,
            Severity.ERROR,
            "ztunnel has no CUSTOM and no AUDIT",
            "istiod does not send such policies to ztunnel: the external authorizer is never asked, "
                    + "nothing is logged, and connections pass as if the policy were not there.",
            "Name a waypoint for the Service and attach the policy to it with targetRefs.",
            Examples.CART + Examples.policy("""
                    action: CUSTOM
                    provider: {name: oauth}
                    rules: [{}]
                    """),
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    action: CUSTOM
                    provider: {name: oauth}
                    rules: [{}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l4-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return view.policies().stream()
                .filter(policy -> policy.action() == Action.CUSTOM || policy.action() == Action.AUDIT)
                .flatMap(policy -> view.reached(policy).stream().map(reached -> finding(policy, reached)));
    }

    private static Finding finding(AuthorizationPolicy policy, Reached reached) {
        boolean custom = policy.action() == Action.CUSTOM;
        var finding = Finding.of(
                INFO,
                policy.object(),
                policy.object().where("spec", "action"),
                "spec.action",
                "the " + policy.action() + " policy never reaches the ztunnel of " + reached.who()
                        + (custom ? ": no authorizer is asked there" : ": nothing is logged there"),
                INFO.fix());
        return reached.grade(custom ? finding : finding.withSeverity(Severity.WARNING));
    }
}
