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

/// A policy with `selector: {}`, which ztunnel attaches to no workload.
final class EmptySelectorAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4108",
            "EmptySelectorAtZtunnel",
            Category.AMBIENT,
            Severity.ERROR,
            "A selector without matchLabels reaches no ambient workload",
            "With sidecars an empty selector selects every pod. For ztunnel the policy counts as one "
                    + "for single workloads and is attached to none, so it neither admits nor refuses anybody; "
                    + "its status says Accepted.",
            "Remove the selector, or write matchLabels: {} below it.",
            Examples.CART + Examples.policy("""
                    selector: {}
                    action: DENY
                    rules: [{from: [{source: {namespaces: [test]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{from: [{source: {namespaces: [test]}}]}]
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
                .filter(policy -> !policy.dryRun()
                        && (policy.action() == Action.ALLOW || policy.action() == Action.DENY)
                        && isEmptySelector(policy))
                .flatMap(policy -> view.reached(policy).stream().map(reached -> finding(policy, reached)));
    }

    private static boolean isEmptySelector(AuthorizationPolicy policy) {
        return policy.object()
                .root()
                .at("spec", "selector")
                .filter(selector -> selector.at("matchLabels").isEmpty())
                .isPresent();
    }

    private static Finding finding(AuthorizationPolicy policy, Reached reached) {
        return reached.grade(Finding.of(
                INFO,
                policy.object(),
                policy.object().where("spec", "selector"),
                "spec.selector",
                "with an empty selector ztunnel enforces the policy for no workload, not for " + reached.who(),
                INFO.fix()));
    }
}
