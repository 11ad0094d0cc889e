package dev.meshwright.analysis.meaning;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.meaning.MeaningView.Judged;
import java.util.stream.Stream;

/// A rule that matches nothing but what another rule of its action matches too.
final class RuleShadowed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1403",
            "RuleShadowed",
            Category.SECURITY,
            Severity.INFO,
            "A rule that another rule covers",
            "What the narrower of two rules of one action says has no effect: who removes or narrows it changes nothing.",
            "Remove the narrower rule, or narrow the broader one.",
            Examples.cart("""
                    rules:
                      - {from: [{source: {namespaces: [shop]}}]}
                      - {from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}], to: [{operation: {methods: [GET]}}]}
                    """),
            Examples.cart("""
                    rules:
                      - {from: [{source: {namespaces: [bank]}}]}
                      - {from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}], to: [{operation: {methods: [GET]}}]}
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
                .filter(judged -> !judged.isNothing())
                .flatMap(judged -> judged
                        .coveredBy()
                        .map(other -> finding(
                                judged,
                                "matches nothing but what rules[" + other.rule().index() + "] of AuthorizationPolicy "
                                        + other.policy().id() + " matches too"))
                        .stream());
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
