package dev.meshwright.access;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import dev.meshwright.topology.Workloads;
import org.jspecify.annotations.Nullable;

/// A mesh of one callee, `shop/cart`, for tests that look at one policy at a time.
final class Small {
    static final Caller PLAINTEXT = new Caller.Plaintext();
    static final String CART = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart, version: v1}}
                spec: {serviceAccountName: cart, containers: [{name: c, ports: [{containerPort: 8080}]}]}
            ---
            """;

    private Small() {}

    static Manifests parse(String text) {
        return ManifestReader.parse("mesh.yaml", text);
    }

    static Workload cart() {
        return Workloads.of(parse(CART)).getFirst();
    }

    static Caller caller(String namespace, String account) {
        return new Caller.Identity("cluster.local", namespace, account);
    }

    /// Judges a call to port 8080 of the cart, under these objects.
    static Decision.Verdict verdict(String objects, Caller from) {
        return verdict(objects, from, null, null);
    }

    static Decision.Verdict verdict(String objects, Caller from, @Nullable String method, @Nullable String path) {
        var request = Request.some(from.peer(), 8080);
        request = method == null ? request : request.with(Field.METHOD, method);
        request = path == null ? request : request.with(Field.PATH, path);
        return access(objects).decide(new Call(from, cart(), true, request)).verdict();
    }

    static Access access(String objects) {
        return Access.of(parse(objects), MeshSettings.of(Intent.defaults()));
    }

    /// A policy of the cart's namespace with this action and these rules.
    static String policy(String action, String rules) {
        return policy("shop", action, "rules: " + rules);
    }

    static String policy(String namespace, String action, String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: %s}
                spec:
                  action: %s
                  %s
                ---
                """.formatted(namespace, action, spec);
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
