package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.HashSet;
import java.util.stream.Stream;

/// A principal by another name of the trust domain, which ztunnel does not know.
final class TrustDomainAliasAtZtunnel implements Rule {
    private static final String DEFAULT = "cluster.local";

    private static final RuleInfo INFO = new RuleInfo(
            "MW4112",
            "TrustDomainAliasAtZtunnel",
            Category.AMBIENT,
            Severity.WARNING,
            "ztunnel knows no other name of the trust domain",
            "For sidecars istiod writes principals of cluster.local and of the trustDomainAliases in "
                    + "every name of the trust domain. For ztunnel it does not: the principal is compared as it "
                    + "stands and matches no certificate of the mesh.",
            "Write the trust domain that the mesh config has, or use serviceAccounts or namespaces, "
                    + "which do not name one.",
            Examples.CART + """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: istio, namespace: istio-system}
                    data: {mesh: "trustDomain: prod.example"}
                    ---
                    """ + Examples.policy("""
                    rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]
                    """),
            Examples.CART + """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: istio, namespace: istio-system}
                    data: {mesh: "trustDomain: prod.example"}
                    ---
                    """ + Examples.policy("""
                    rules: [{from: [{source: {principals: [prod.example/ns/shop/sa/web]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l4-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        var settings = view.settings();
        var others = new HashSet<>(settings.trustDomainAliases());
        others.add(DEFAULT);
        others.remove(settings.trustDomain());
        return Stream.of(Action.ALLOW, Action.DENY)
                .flatMap(action -> ZtunnelRule.of(view, action))
                .flatMap(rule -> rule.reading()
                        .rule()
                        .constraints()
                        .filter(one -> one.attribute() == Attribute.PRINCIPAL)
                        .flatMap(one -> one.values().stream()
                                .filter(value -> others.contains(trustDomain(value.text())))
                                .map(value -> rule.finding(
                                        INFO,
                                        value.where(),
                                        one.path(),
                                        "the ztunnel of " + rule.reached().who() + " does not take "
                                                + trustDomain(value.text()) + " for " + settings.trustDomain()))));
    }

    private static String trustDomain(String principal) {
        int end = principal.indexOf("/ns/");
        return end < 0 ? "" : principal.substring(0, end);
    }
}
