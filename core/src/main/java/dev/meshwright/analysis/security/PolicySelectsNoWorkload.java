package dev.meshwright.analysis.security;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An AuthorizationPolicy is for no workload of the mesh.
final class PolicySelectsNoWorkload implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0127",
            "PolicySelectsNoWorkload",
            Category.REFERENCE,
            Severity.WARNING,
            "A policy selects no workload",
            "It protects nothing: the workload it was meant for is open, or no longer there.",
            "Correct the selector's labels or the namespace, or remove the policy.",
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
              selector: {matchLabels: {app: card}}
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
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules: []
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0127/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.policies().stream()
                .filter(policy -> !policy.targetsRefs() && selectsNothing(view, policy))
                .map(PolicySelectsNoWorkload::finding)
                .map(finding -> mesh.topology().workloads().isEmpty() ? finding.asInference() : finding);
    }

    private static boolean selectsNothing(SecurityView view, AuthorizationPolicy policy) {
        boolean meshWide = policy.selector().isEmpty()
                && policy.namespace().equals(view.settings().rootNamespace());
        return !meshWide && view.selected(policy).stream().noneMatch(workload -> isReached(view, workload));
    }

    private static boolean isReached(SecurityView view, Workload workload) {
        return view.isMeshed(workload)
                || "enabled".equals(workload.annotations().get("ambient.istio.io/redirection"));
    }

    private static Finding finding(AuthorizationPolicy policy) {
        var labels = policy.selector().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return Finding.of(
                INFO,
                policy.object(),
                policy.object().where("spec", "selector"),
                labels.isEmpty() ? "" : "spec.selector",
                labels.isEmpty()
                        ? "no workload of the mesh is in the namespace " + policy.namespace()
                        : "no workload of the mesh has the labels " + labels,
                INFO.fix());
    }
}
