package dev.meshwright.analysis.meaning;

import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.meaning.MeaningView.Judged;
import java.util.stream.Stream;

/// A rule that no request can match, whoever sends it.
final class RuleNeverMatches implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1401",
            "RuleNeverMatches",
            Category.SECURITY,
            Severity.WARNING,
            "A rule that no request matches",
            "An ALLOW rule that nothing matches admits nobody, and a DENY rule refuses nobody, whatever its author meant.",
            "Correct what contradicts itself, or remove the rule.",
            Examples.cart("""
                    rules: [{to: [{operation: {paths: ["/a/../b"]}}]}]
                    """),
            Examples.cart("""
                    rules: [{to: [{operation: {paths: ["/b"]}}]}]
                    """),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksChecks = mesh.lacks("security.istio.io", "RequestAuthentication");
        return MeaningView.of(mesh).rules().filter(Judged::isNothing).map(judged -> {
            boolean asksTokens = judged.rule().constraints().anyMatch(RuleNeverMatches::isAboutTokens)
                    && judged.settings().stream().noneMatch(Setting::checksTokens);
            var finding = finding(
                    judged,
                    asksTokens
                            ? "asks for a token, and no RequestAuthentication has one checked here: nothing matches"
                            : "no request can match this rule");
            return asksTokens && lacksChecks ? finding.asInference() : finding;
        });
    }

    private static boolean isAboutTokens(Constraint constraint) {
        return switch (constraint.attribute()) {
            case REQUEST_PRINCIPAL, AUDIENCE, PRESENTER, CLAIM -> true;
            default -> false;
        };
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
