package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Value;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A rule that refuses by host name and misses the same host with a port behind it.
final class DenyMissesHostPort implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3112",
            "DenyMissesHostPort",
            Category.SECURITY,
            Severity.WARNING,
            "A host with a port gets by this rule",
            "The Host header is compared as it came: clients write `host` or `host:port`, and routes take both.",
            "Add the host with `:*` behind it.",
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{to: [{operation: {hosts: [admin.example]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{to: [{operation: {hosts: [admin.example, "admin.example:*"]}}]}]
                    """),
            "https://istio.io/latest/docs/ops/best-practices/security/#host-header-matching-with-port");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.policies().stream()
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(rule -> rule.constraints())
                        .filter(constraint -> refusesByHost(policy, constraint) && view.isForEnvoy(policy))
                        .flatMap(constraint -> constraint.values().stream()
                                .filter(value -> isMissed(value, constraint))
                                .limit(1)
                                .map(value -> Finding.of(
                                        INFO,
                                        policy.object(),
                                        value.where(),
                                        constraint.path(),
                                        "a request for " + value.text() + ":80 is not matched by " + value.text(),
                                        INFO.fix()))));
    }

    private static boolean refusesByHost(AuthorizationPolicy policy, Constraint constraint) {
        return constraint.attribute() == Attribute.HOST
                && ((policy.action() == Action.DENY && !constraint.negated())
                        || (policy.action() == Action.ALLOW && constraint.negated()));
    }

    private static boolean isMissed(Value value, Constraint constraint) {
        return !value.text().contains("*")
                && !value.text().contains(":")
                && constraint.values().stream()
                        .noneMatch(other -> other.text().equals(value.text() + ":*")
                                || other.text().equals(value.text() + "*"));
    }
}
