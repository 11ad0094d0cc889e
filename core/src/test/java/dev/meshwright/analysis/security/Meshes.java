package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;

/// Meshes of text blocks for the tests of security rules.
final class Meshes {
    static final String SHOP = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: cart, namespace: shop}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: c, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            """;

    private Meshes() {}

    static List<Finding> check(Rule rule, String text) {
        return check(rule, text, Intent.defaults());
    }

    static List<Finding> check(Rule rule, String text, Intent intent) {
        var manifests = ManifestReader.parse("mesh.yaml", text);
        return rule.check(Mesh.of(manifests, intent, Intent.NEWEST_ISTIO)).toList();
    }

    static String policy(String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                spec: %s
                ---
                """.formatted(spec);
    }

    static String peers(String namespace, String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: p, namespace: %s}
                spec: %s
                ---
                """.formatted(namespace, spec);
    }
}
