package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An AuthorizationPolicy names a service account that does not exist.
final class SourceAccountNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3101",
            "SourceAccountNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A policy names a service account that does not exist",
            "No pod can have this identity: an ALLOW admits nobody by it, a DENY refuses nobody.",
            "Correct the namespace or the name (trust-domain/ns/NAMESPACE/sa/ACCOUNT), or create the ServiceAccount.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: order, namespace: shop}
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
              rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/orders]}}]}]
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: order, namespace: shop}
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
              rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/order]}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private static final Pattern PRINCIPAL = Pattern.compile("[^/]+/ns/([^/*]+)/sa/([^/*]+)");

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var declared =
                mesh.manifests().ofKind("", "ServiceAccount").map(Manifest::id).collect(Collectors.toSet());
        var known = known(mesh, declared);
        return SourceValue.all(mesh)
                .filter(source -> !account(source).isEmpty() && !known.contains(account(source)))
                .map(source -> {
                    var finding = source.finding(INFO, "there is no service account " + account(source));
                    return declared.isEmpty() ? finding.asInference() : finding;
                });
    }

    /// Accounts that are there without an object in the input: those of pods, and of gateways.
    private static Set<String> known(Mesh mesh, Set<String> declared) {
        var known = new HashSet<>(declared);
        mesh.topology()
                .workloads()
                .forEach(workload -> known.add(workload.namespace() + "/" + workload.serviceAccount()));
        known.addAll(mesh.intent().ingressGateways());
        known.add("istio-system/istio-ingressgateway-service-account");
        mesh.manifests()
                .ofKind("gateway.networking.k8s.io", "Gateway")
                .forEach(gateway -> known.add(gateway.id() + "-istio"));
        return known;
    }

    /// `namespace/account`; "" where the value names no single one.
    private static String account(SourceValue source) {
        var text = source.text();
        if (source.constraint().attribute() == Attribute.PRINCIPAL) {
            var match = PRINCIPAL.matcher(text);
            return match.matches() ? match.group(1) + "/" + match.group(2) : "";
        }
        if (source.constraint().attribute() == Attribute.SERVICE_ACCOUNT) {
            return text.contains("/") ? text : source.policy().namespace() + "/" + text;
        }
        return "";
    }
}
