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

/// One of several ALLOW rules that ztunnel does not keep.
final class AllowRuleLost implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4102",
            "AllowRuleLost",
            Category.AMBIENT,
            Severity.WARNING,
            "An ALLOW rule admits nobody at ztunnel",
            "istiod leaves out ALLOW rules that ask for more than ztunnel sees. The other rules of "
                    + "the policy count, so the callers that only this one admits are refused.",
            "Attach the rule to the Service's waypoint with targetRefs, or ask for principals, "
                    + "namespaces, addresses and ports only.",
            Examples.CART + Examples.policy("""
                    rules:
                      - from: [{source: {namespaces: [shop]}}]
                      - to: [{operation: {paths: [/health]}}]
                    """),
            Examples.CART + Examples.policy("""
                    rules:
                      - from: [{source: {namespaces: [shop]}}]
                      - to: [{operation: {ports: ["8080"]}}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l4-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return ZtunnelRule.of(AmbientView.of(mesh), Action.ALLOW)
                .filter(rule -> !ZtunnelRule.isLost(rule.policy()))
                .flatMap(AllowRuleLost::findings);
    }

    private static Stream<Finding> findings(ZtunnelRule rule) {
        var reading = rule.reading();
        if (!reading.matches()) {
            return Stream.of(rule.finding(
                    INFO,
                    reading.rule().where(),
                    rule.path(),
                    "the rule admits nobody at the ztunnel of " + rule.reached().who() + ", which knows no "
                            + Constraint.names(reading.lost())));
        }
        return reading.inert().stream()
                .map(entry -> rule.finding(
                        INFO,
                        reading.rule().where(),
                        entry.path(),
                        entry.path() + " admits nobody at the ztunnel of "
                                + rule.reached().who() + ", which knows no "
                                + Constraint.names(entry.constraints())));
    }
}
