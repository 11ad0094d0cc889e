package dev.meshwright.analysis.meaning;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// An ALLOW policy without which the same requests are admitted, none of whose rules says so alone.
final class AllowRedundant implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1404",
            "AllowRedundant",
            Category.SECURITY,
            Severity.INFO,
            "An ALLOW policy that adds nothing",
            "All that it admits is admitted by other policies: removing it changes nothing, and neither does narrowing it.",
            "Remove the policy, or narrow the others.",
            Examples.cart("""
                    rules: [{to: [{operation: {methods: [GET, POST]}}]}]
                    """) + Examples.policy("get", """
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """) + Examples.policy("post", """
                    rules: [{to: [{operation: {methods: [POST]}}]}]
                    """),
            Examples.cart("""
                    rules: [{to: [{operation: {methods: [GET, PUT]}}]}]
                    """) + Examples.policy("get", """
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """) + Examples.policy("post", """
                    rules: [{to: [{operation: {methods: [POST]}}]}]
                    """),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var rules = MeaningView.of(mesh).rules().toList();
        return rules.stream()
                .filter(judged -> judged.policy().action() == Action.ALLOW
                        && judged.rule().index()
                                == judged.policy().rules().getFirst().index())
                .filter(judged -> judged.settings().stream().allMatch(setting -> addsNothing(setting, judged.policy())))
                .filter(judged -> rules.stream()
                        .filter(other -> other.policy()
                                .object()
                                .where()
                                .equals(judged.policy().object().where()))
                        .anyMatch(other -> !other.isNothing()
                                && !other.isRefused()
                                && other.coveredBy().isEmpty()))
                .map(judged -> Finding.of(
                        INFO,
                        judged.policy().object(),
                        judged.policy().object().where(),
                        "spec.rules",
                        "all that it admits is admitted by other policies",
                        INFO.fix()));
    }

    /// Whether other ALLOW policies with rules admit as much.
    private static boolean addsNothing(Setting setting, AuthorizationPolicy policy) {
        var others = setting.union(ruled -> ruled.policy().action() == Action.ALLOW && !ruled.isOf(policy));
        var own = setting.union(ruled -> ruled.isOf(policy));
        return own.minus(others).minus(setting.refused()).isEmpty();
    }
}
