package dev.meshwright.analysis.tokens;

/// What the examples of this package's rules have in common.
final class Examples {
    static final String CART = """
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
            """;

    private Examples() {}

    /// A RequestAuthentication for the workload with one rule.
    static String tokens(String rule) {
        return """
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: cart, namespace: shop}
                spec:
                  selector: {matchLabels: {app: cart}}
                  jwtRules: [%s]
                ---
                """.formatted(rule);
    }

    static String issuer(String url) {
        return tokens("{issuer: \"" + url + "\", jwksUri: \"" + url + "/keys\"}");
    }

    /// An AuthorizationPolicy for the workload with one source.
    static String policy(String source) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: cart, namespace: shop}
                spec:
                  selector: {matchLabels: {app: cart}}
                  rules: [{from: [{source: %s}]}]
                ---
                """.formatted(source);
    }
}
