package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An AuthorizationPolicy names a namespace that does not exist.
final class SourceNamespaceNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "SourceNamespaceNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A policy names a namespace that does not exist",
            "Calls from a namespace that does not exist never come: an ALLOW admits nobody by it, a DENY refuses nobody.",
            "Correct the name, or create the namespace.",
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
              rules: [{from: [{source: {namespaces: [shopp]}}]}]
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
              rules: [{from: [{source: {namespaces: [shop]}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var declared =
                mesh.manifests().ofKind("", "Namespace").map(Manifest::name).collect(Collectors.toSet());
        var inhabited =
                mesh.topology().workloads().stream().map(Workload::namespace).collect(Collectors.toSet());
        return SourceValue.all(mesh)
                .filter(source ->
                        source.constraint().attribute() == Attribute.NAMESPACE && !matches(source.text(), declared))
                .map(source -> {
                    var finding = source.finding(INFO, "there is no namespace " + source.text());
                    // With workloads there, only its object is missing from the input.
                    boolean unproven = declared.isEmpty() || matches(source.text(), inhabited);
                    return unproven ? finding.asInference() : finding;
                });
    }

    /// As Istio's analyzer does: upper and lower case are the same.
    private static boolean matches(String pattern, Set<String> namespaces) {
        var text = pattern.toLowerCase(Locale.ROOT);
        if (text.equals("*")) {
            return true;
        }
        if (text.startsWith("*")) {
            return namespaces.stream().anyMatch(name -> name.endsWith(text.substring(1)));
        }
        return text.endsWith("*")
                ? namespaces.stream().anyMatch(name -> name.startsWith(text.substring(0, text.length() - 1)))
                : namespaces.contains(text);
    }
}
