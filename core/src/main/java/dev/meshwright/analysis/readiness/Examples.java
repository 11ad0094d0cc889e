package dev.meshwright.analysis.readiness;

/// What the examples of this package's rules have in common.
final class Examples {
    static final String NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            """;

    static final String AMBIENT = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
            ---
            """;

    static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            """;

    private Examples() {}

    /// A workload with this pod spec.
    static String cart(String annotations, String podSpec) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: cart}, annotations: {%s}}
                    spec: %s
                ---
                """.formatted(annotations, podSpec);
    }

    static String networkPolicy(String spec) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: cart, namespace: shop}
                spec: %s
                """.formatted(spec);
    }
}
