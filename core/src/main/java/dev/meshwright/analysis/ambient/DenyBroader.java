package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A DENY rule that refuses more at ztunnel than it says.
final class DenyBroader implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4104",
            "DenyBroader",
            Category.AMBIENT,
            Severity.WARNING,
            "A DENY rule refuses more at ztunnel than it says",
            "ztunnel enforces what it understands of a source or operation and drops the rest: a rule "
                    + "for DELETE on port 8080 refuses everything on port 8080.",
            "Name a waypoint for the Service and attach the policy to it with targetRefs, or say in "
                    + "the rule what is meant to be refused.",
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{to: [{operation: {ports: ["8080"], methods: [DELETE]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{to: [{operation: {ports: ["9090"]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l4-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return ZtunnelRule.of(AmbientView.of(mesh), Action.DENY).flatMap(rule -> {
            var dropped = rule.reading().widened().stream()
                    .filter(one -> one.attribute() != Attribute.TRUST_DOMAIN)
                    .toList();
            return !rule.reading().matches() || dropped.isEmpty()
                    ? Stream.empty()
                    : Stream.of(rule.finding(
                            INFO,
                            rule.reading().rule().where(),
                            rule.path(),
                            "at the ztunnel of " + rule.reached().who() + " the rule is enforced without "
                                    + Constraint.names(dropped) + ", and so refuses more than it says"));
        });
    }
}
