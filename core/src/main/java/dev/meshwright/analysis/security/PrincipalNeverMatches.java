package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A principal in a form that no identity of the mesh has.
final class PrincipalNeverMatches implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3102",
            "PrincipalNeverMatches",
            Category.SECURITY,
            Severity.ERROR,
            "A principal that never matches",
            "Principals are compared without spiffe:// and in the form trust-domain/ns/NAMESPACE/sa/ACCOUNT: an ALLOW admits nobody by this one, a DENY refuses nobody.",
            "Write trust-domain/ns/NAMESPACE/sa/ACCOUNT, or start with a star.",
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
              rules: [{from: [{source: {principals: ["spiffe://cluster.local/ns/shop/sa/cart"]}}]}]
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
        return SourceValue.all(mesh)
                .filter(source -> source.constraint().attribute() == Attribute.PRINCIPAL && !canMatch(source.text()))
                .map(source -> source.finding(
                        INFO,
                        source.text().startsWith("spiffe://")
                                ? "a principal that starts with spiffe:// never matches"
                                : "the principal " + source.text()
                                        + " has not the form trust-domain/ns/NAMESPACE/sa/ACCOUNT"));
    }

    private static boolean canMatch(String principal) {
        return !principal.startsWith("spiffe://")
                && (principal.startsWith("*")
                        || principal.endsWith("*")
                        || (principal.contains("/ns/") && principal.contains("/sa/")));
    }
}
