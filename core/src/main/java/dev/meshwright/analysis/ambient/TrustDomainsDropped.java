package dev.meshwright.analysis.ambient;

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

/// A source by trust domain and something else: ztunnel drops the trust domain without a word.
final class TrustDomainsDropped implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4107",
            "TrustDomainsDropped",
            Category.AMBIENT,
            Severity.ERROR,
            "ztunnel drops trustDomains from a source",
            "ztunnel is not told of trustDomains and notTrustDomains, and the status does not say so. "
                    + "Beside other fields they vanish: an ALLOW rule then admits the namespace or principal "
                    + "from every trust domain that the mesh trusts.",
            "Say the trust domain in principals, such as td1/ns/shop/sa/web, which ztunnel compares " + "in full.",
            Examples.CART + Examples.policy("""
                    rules: [{from: [{source: {namespaces: [shop], trustDomains: [td1]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    rules: [{from: [{source: {principals: [td1/ns/shop/sa/web]}}]}]
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
                .filter(rule -> rule.reading().matches())
                .flatMap(rule -> rule.reading().widened().stream()
                        .filter(one -> one.attribute() == Attribute.TRUST_DOMAIN)
                        .map(one -> finding(rule, one)));
    }

    private static Finding finding(ZtunnelRule rule, Constraint dropped) {
        boolean admits = rule.policy().action() == Action.ALLOW;
        var finding = rule.finding(
                INFO,
                dropped.values().getFirst().where(),
                dropped.path(),
                "the ztunnel of " + rule.reached().who() + " is not told of " + dropped.path()
                        + (admits
                                ? ": the rule admits callers of every trust domain"
                                : ": the rule refuses callers of every trust domain"));
        return admits || rule.reached().workloads().isEmpty() ? finding : finding.withSeverity(Severity.WARNING);
    }
}
