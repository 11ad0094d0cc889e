package dev.meshwright.analysis.security;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.SummaryRule;
import dev.meshwright.manifest.Manifest;
import java.util.List;
import java.util.stream.Stream;

/// Some workloads have policies, and this one has none.
final class NoDefaultDeny implements SummaryRule<NoDefaultDeny.Noted> {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3105",
            "NoDefaultDeny",
            Category.SECURITY,
            Severity.INFO,
            "A workload without an ALLOW policy admits everyone",
            "Without an ALLOW policy everything is admitted that no DENY refuses. Where others are restricted, that is seldom meant.",
            "Add an AuthorizationPolicy without rules (it admits nobody) to the root namespace, then allow what is needed.",
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
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: order, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: order}}
                spec: {serviceAccountName: order, containers: [{name: order, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules: []
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
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: order, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: order}}
                spec: {serviceAccountName: order, containers: [{name: order, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              rules: []
            """,
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// Of an ALLOW policy that it is there, of a workload that none is for it.
    enum Noted {
        ALLOWS,
        OPEN
    }

    @Override
    public Stream<Fact<Noted>> facts(Mesh mesh) {
        var view = SecurityView.of(mesh);
        var access = view.access();
        var allows = access.policies().stream()
                .filter(NoDefaultDeny::isAllow)
                .map(policy -> new Fact<>(policy.object(), Noted.ALLOWS));
        var open = view.meshed().stream()
                .filter(workload -> access.policiesOf(workload).stream().noneMatch(NoDefaultDeny::isAllow))
                .map(workload -> new Fact<>(workload.manifest(), Noted.OPEN));
        return Stream.concat(allows, open);
    }

    @Override
    public Stream<Finding> summary(List<Fact<Noted>> facts) {
        if (facts.stream().noneMatch(fact -> fact.what() == Noted.ALLOWS)) {
            return Stream.empty();
        }
        var open = facts.stream()
                .filter(fact -> fact.what() == Noted.OPEN)
                .map(Fact::object)
                .toList();
        var names = open.stream().map(Manifest::id).distinct().toList();
        return open.stream()
                .limit(1)
                .map(first -> Finding.of(
                        INFO,
                        first,
                        first.where(),
                        "",
                        "no ALLOW policy is for " + SecurityView.some(names) + ": everyone may call",
                        INFO.fix()));
    }

    /// In dry-run too: it will be enforced.
    private static boolean isAllow(AuthorizationPolicy policy) {
        return policy.action() == Action.ALLOW;
    }
}
