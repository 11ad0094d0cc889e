package dev.meshwright.analysis.security;

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

/// A DENY rule that looks at a header, which callers choose themselves.
final class DenyByHeader implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3109",
            "DenyByHeader",
            Category.SECURITY,
            Severity.WARNING,
            "A DENY rule rests on a header that callers choose",
            "Who wants in leaves the header out, or writes what the rule wants to see: a header proves nothing unless"
                    + " a proxy before this one sets it and removes what came with the request.",
            "Ask for principals or for claims of a validated token; or admit by ALLOW what is known instead.",
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{when: [{key: "request.headers[x-env]", values: [test]}]}]
                    """),
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{from: [{source: {namespaces: [test]}}]}]
                    """),
            "https://istio.io/latest/docs/ops/best-practices/security/#safer-authorization-policy-patterns");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.policies().stream()
                .filter(policy -> policy.action() == Action.DENY && view.isForEnvoy(policy))
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(rule -> rule.when().constraints().stream())
                        .filter(constraint -> constraint.attribute() == Attribute.HEADER)
                        .map(constraint -> Finding.of(
                                INFO,
                                policy.object(),
                                constraint.values().getFirst().where(),
                                constraint.path(),
                                message(constraint),
                                INFO.fix())));
    }

    private static String message(Constraint constraint) {
        return constraint.negated()
                ? "whoever sends " + constraint.key() + " with that value gets by"
                : "whoever sends no such " + constraint.key() + " gets by";
    }
}
