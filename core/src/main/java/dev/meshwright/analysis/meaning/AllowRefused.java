package dev.meshwright.analysis.meaning;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.meaning.MeaningView.Judged;
import java.util.stream.Stream;

/// An ALLOW rule all of whose requests are refused by DENY rules.
final class AllowRefused implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1402",
            "AllowRefused",
            Category.SECURITY,
            Severity.WARNING,
            "An ALLOW rule that DENY rules undo",
            "DENY is asked first: where it refuses all that an ALLOW rule admits, the ALLOW rule admits nobody.",
            "Narrow the DENY rule, or remove the ALLOW rule.",
            Examples.cart("""
                    rules: [{from: [{source: {namespaces: [shop]}}], to: [{operation: {methods: [GET]}}]}]
                    """) + Examples.policy("frozen", """
                    action: DENY
                    rules: [{to: [{operation: {methods: [GET, POST]}}]}]
                    """),
            Examples.cart("""
                    rules: [{from: [{source: {namespaces: [shop]}}], to: [{operation: {methods: [GET]}}]}]
                    """) + Examples.policy("frozen", """
                    action: DENY
                    rules: [{to: [{operation: {methods: [POST]}}]}]
                    """),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return MeaningView.of(mesh)
                .rules()
                .filter(judged -> judged.policy().action() == Action.ALLOW && !judged.isNothing() && judged.isRefused())
                .map(judged -> finding(judged, "all that this rule admits is refused by DENY rules before"));
    }

    private static Finding finding(Judged judged, String message) {
        return Finding.of(
                INFO,
                judged.policy().object(),
                judged.rule().where(),
                "spec.rules[" + judged.rule().index() + "]",
                message,
                INFO.fix());
    }
}
