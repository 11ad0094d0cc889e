package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Value;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// An AuthorizationPolicy names a port that none of its workloads listens on.
final class PolicyPortNotListened implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3104",
            "PolicyPortNotListened",
            Category.SECURITY,
            Severity.ERROR,
            "A policy names a port that no selected workload has",
            "Policies compare the port of the pod, not of the Service: an ALLOW admits nobody by it, a DENY refuses nobody.",
            "Use the target port.",
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
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {app: cart}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules: [{to: [{operation: {ports: ['80']}}]}]
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
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {app: cart}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules: [{to: [{operation: {ports: ['8080']}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.policies().stream().filter(policy -> !policy.targetsRefs()).flatMap(policy -> check(view, policy));
    }

    private static Stream<Finding> check(SecurityView view, AuthorizationPolicy policy) {
        var constraints = policy.rules().stream()
                .flatMap(rule -> rule.constraints())
                .filter(constraint -> constraint.attribute() == Attribute.PORT && !constraint.negated())
                .toList();
        if (constraints.isEmpty()) {
            return Stream.empty();
        }
        var listening = new ListeningPorts(view, view.selected(policy));
        return constraints.stream()
                .flatMap(constraint -> constraint.values().stream()
                        .filter(value ->
                                value.text().matches("[0-9]{1,5}") && listening.lack(Integer.parseInt(value.text())))
                        .map(value -> finding(policy, constraint, value, listening)));
    }

    private static Finding finding(
            AuthorizationPolicy policy, Constraint constraint, Value value, ListeningPorts listening) {
        int port = Integer.parseInt(value.text());
        return Finding.of(
                INFO,
                policy.object(),
                value.where(),
                constraint.path(),
                listening.message(port),
                listening.fix(port, INFO));
    }
}
