package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/// An ALLOW rule that admits everyone, or everyone with a certificate.
final class BroadAllow implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3106",
            "BroadAllow",
            Category.SECURITY,
            Severity.WARNING,
            "An ALLOW rule admits everyone",
            "One such rule undoes every other ALLOW rule for the same workloads.",
            "Name the callers' principals, and the ports they need.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: cart, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules: [{}]
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: cart, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/cart]}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.policies().stream()
                .filter(policy -> policy.action() == Action.ALLOW && !policy.targetsRefs())
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(rule -> admitted(rule).stream().map(who -> finding(view, policy, rule, who))));
    }

    /// Whom the rule admits, if that is everyone. A rule for single ports, paths or tokens is not broad.
    private static Optional<String> admitted(AuthorizationPolicy.Rule rule) {
        if (rule.isEmpty()) {
            return Optional.of("everyone, with or without a certificate,");
        }
        boolean anyIdentity = rule.to().isEmpty()
                && rule.when().constraints().isEmpty()
                && rule.from().stream()
                        .anyMatch(entry -> entry.constraints().size() == 1
                                && isAnyone(entry.constraints().getFirst()));
        return anyIdentity ? Optional.of("every caller with a certificate of the mesh") : Optional.empty();
    }

    private static boolean isAnyone(Constraint constraint) {
        return (constraint.attribute() == Attribute.PRINCIPAL || constraint.attribute() == Attribute.NAMESPACE)
                && !constraint.negated()
                && constraint.values().stream().anyMatch(value -> value.text().equals("*"));
    }

    private static Finding finding(
            SecurityView view, AuthorizationPolicy policy, AuthorizationPolicy.Rule rule, String who) {
        var reached = view.selected(policy).stream()
                .map(workload -> workload.id())
                .distinct()
                .toList();
        var what = reached.isEmpty() ? "its workloads" : SecurityView.some(reached);
        return Finding.of(
                INFO,
                policy.object(),
                rule.where(),
                "spec.rules[" + rule.index() + "]",
                "admits " + who + " to " + what + ", on every port",
                INFO.fix());
    }
}
