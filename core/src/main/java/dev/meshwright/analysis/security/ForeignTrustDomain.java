package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A principal of a trust domain that is not the mesh's own.
final class ForeignTrustDomain implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3103",
            "ForeignTrustDomain",
            Category.SECURITY,
            Severity.WARNING,
            "A principal of another trust domain",
            "Identities of this mesh start with its own trust domain: the principal matches callers of another mesh only.",
            "Use the mesh's trust domain, or set trustDomain in meshwright.yaml if this one is right.",
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
              rules: [{from: [{source: {principals: [cluster.lokal/ns/shop/sa/cart]}}]}]
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
        var own = mesh.intent().trustDomain();
        return SourceValue.all(mesh)
                .filter(source -> source.constraint().attribute() == Attribute.PRINCIPAL
                        && source.text().contains("/ns/")
                        && !source.text().contains("://")
                        && !isOwn(source.text().substring(0, source.text().indexOf("/ns/")), own))
                .map(source -> source.finding(INFO, source.text() + " is not of the mesh's trust domain " + own));
    }

    /// Istio reads `cluster.local` as the mesh's own, whatever that is.
    private static boolean isOwn(String trustDomain, String own) {
        return trustDomain.contains("*") || trustDomain.equals(own) || trustDomain.equals("cluster.local");
    }
}
