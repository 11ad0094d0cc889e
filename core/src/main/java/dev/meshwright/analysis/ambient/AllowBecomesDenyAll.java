package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.ZtunnelReading;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// An ALLOW policy of which ztunnel keeps no rule: it refuses everything.
final class AllowBecomesDenyAll implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4101",
            "AllowBecomesDenyAll",
            Category.AMBIENT,
            Severity.ERROR,
            "Without a waypoint this ALLOW policy refuses every connection",
            "ztunnel sees connections, not requests. istiod leaves out each ALLOW rule that asks for "
                    + "more; what stays is an ALLOW policy that admits nobody, on every port: an outage.",
            "Name a waypoint for the Service and attach the policy to it with targetRefs; leave to "
                    + "ztunnel a policy by principals, namespaces, addresses and ports.",
            Examples.CART + Examples.policy("""
                    selector: {matchLabels: {app: cart}}
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    selector: {matchLabels: {app: cart}}
                    rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}], to: [{operation: {ports: ["8080"]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l4-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return ZtunnelRule.of(AmbientView.of(mesh), Action.ALLOW)
                .filter(rule -> rule.isFirst() && ZtunnelRule.isLost(rule.policy()))
                .map(AllowBecomesDenyAll::finding);
    }

    private static Finding finding(ZtunnelRule rule) {
        var policy = rule.policy();
        var asked = policy.rules().stream()
                .flatMap(one -> ZtunnelReading.of(policy, one).lost().stream())
                .toList();
        return rule.finding(
                INFO,
                policy.object().where("spec", "rules"),
                "spec.rules",
                "ztunnel of " + rule.reached().who() + " knows no " + Constraint.names(asked)
                        + ": no rule is left, and every connection is refused that no other ALLOW policy admits");
    }
}
