package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A DENY rule, or a branch of one, that matches nothing at ztunnel.
final class DenyWithoutEffect implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4103",
            "DenyWithoutEffect",
            Category.AMBIENT,
            Severity.ERROR,
            "A DENY rule refuses nobody at ztunnel",
            "Of a DENY rule istiod leaves out what ztunnel does not see. A source, operation or "
                    + "condition of which nothing is left matches nothing, and all of them have to match: what "
                    + "the rule is there to stop gets through.",
            "Name a waypoint for the Service and attach the policy to it with targetRefs, or deny by "
                    + "principals, namespaces, addresses and ports only.",
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{from: [{source: {namespaces: [test]}}], to: [{operation: {methods: [DELETE]}}]}]
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
        return ZtunnelRule.of(AmbientView.of(mesh), Action.DENY).flatMap(DenyWithoutEffect::findings);
    }

    private static Stream<Finding> findings(ZtunnelRule rule) {
        var reading = rule.reading();
        if (!reading.matches()) {
            return Stream.of(rule.finding(
                    INFO,
                    reading.rule().where(),
                    rule.path(),
                    "the rule refuses nobody at the ztunnel of "
                            + rule.reached().who() + ", which knows no " + Constraint.names(reading.lost())));
        }
        return reading.inert().stream()
                .map(entry -> rule.finding(
                        INFO,
                        reading.rule().where(),
                        entry.path(),
                        entry.path() + " refuses nobody at the ztunnel of "
                                + rule.reached().who() + ", which knows no "
                                + Constraint.names(entry.constraints()) + "; the rest of the rule is enforced"));
    }
}
