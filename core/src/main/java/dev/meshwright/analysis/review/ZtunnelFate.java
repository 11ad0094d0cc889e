package dev.meshwright.analysis.review;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.ZtunnelReading;
import dev.meshwright.analysis.review.PolicyState.RuleState;
import dev.meshwright.analysis.review.PolicyState.Runs;
import java.util.List;

/// What becomes of a policy's rules at ztunnel, which sees connections only.
final class ZtunnelFate {
    private ZtunnelFate() {}

    static List<RuleState> rules(AuthorizationPolicy policy) {
        return policy.rules().stream().map(rule -> rule(policy, rule)).toList();
    }

    private static RuleState rule(AuthorizationPolicy policy, Rule rule) {
        var reading = ZtunnelReading.of(policy, rule);
        boolean allows = policy.action() == Action.ALLOW;
        if (!reading.matches()) {
            return EnvoyFate.state(
                    rule,
                    Runs.NEVER,
                    "ztunnel knows no " + Constraint.names(reading.lost())
                            + (allows ? ": the rule admits nobody" : ": the rule refuses nobody"));
        }
        if (!reading.inert().isEmpty()) {
            return EnvoyFate.state(
                    rule,
                    Runs.PARTLY,
                    "ztunnel knows no " + Constraint.names(reading.lost()) + ": "
                            + reading.inert().getFirst().path()
                            + (allows ? " admits nobody" : " refuses nobody"));
        }
        if (reading.widened().isEmpty()) {
            return EnvoyFate.state(rule, Runs.AS_WRITTEN, "");
        }
        boolean isTrust = reading.widened().stream().allMatch(one -> one.attribute() == Attribute.TRUST_DOMAIN);
        return EnvoyFate.state(
                rule,
                Runs.WIDER,
                allows && isTrust
                        ? "ztunnel drops trustDomains: every trust domain is admitted"
                        : "enforced without " + Constraint.names(reading.widened()) + ": it "
                                + (allows ? "admits" : "refuses") + " more than it says");
    }
}
