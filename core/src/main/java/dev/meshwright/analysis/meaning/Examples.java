package dev.meshwright.analysis.meaning;

/// What the examples of this package's rules have in common.
final class Examples {
    private Examples() {}

    /// A workload with a sidecar, and an AuthorizationPolicy for it.
    static String cart(String spec) {
        return """
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
                """ + policy("cart", spec);
    }

    /// One more policy of the namespace.
    static String policy(String name, String spec) {
        return """
                ---
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: %s, namespace: shop}
                spec:
                """.formatted(name) + spec.indent(2);
    }
}
