package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A namespace with a star in the middle, which is a wildcard for sidecars only.
final class StarInNamespaceAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4109",
            "StarInNamespaceAtZtunnel",
            Category.AMBIENT,
            Severity.WARNING,
            "ztunnel takes a star inside a namespace literally",
            "Sidecars read team-*-prod as a pattern. ztunnel knows a star at the start or the end "
                    + "only and compares the rest letter by letter, so namespaces never match and notNamespaces "
                    + "always do.",
            "List the namespaces, or use a pattern with the star at its start or end.",
            Examples.CART + Examples.policy("""
                    rules: [{from: [{source: {namespaces: [team-*-prod]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    rules: [{from: [{source: {namespaces: [team-*]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l4-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return Stream.of(Action.ALLOW, Action.DENY)
                .flatMap(action -> ZtunnelRule.of(view, action))
                .flatMap(rule -> rule.reading()
                        .rule()
                        .constraints()
                        .filter(one -> one.attribute() == Attribute.NAMESPACE)
                        .flatMap(one -> one.values().stream()
                                .filter(value -> hasInnerStar(value.text()))
                                .map(value -> rule.finding(
                                        INFO,
                                        value.where(),
                                        one.path(),
                                        "the ztunnel of " + rule.reached().who() + " takes \"" + value.text()
                                                + "\" for a name, not a pattern: "
                                                + (one.negated()
                                                        ? "every namespace is another"
                                                        : "no namespace has it")))));
    }

    private static boolean hasInnerStar(String text) {
        int star = text.indexOf('*', 1);
        return star > 0 && (star < text.length() - 1 || text.charAt(0) == '*');
    }
}
