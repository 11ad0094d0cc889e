package dev.meshwright.analysis.posture;

/// What the examples of this package's rules have in common.
final class Examples {
    /// A workload with a sidecar that takes mutual TLS only.
    static final String STRICT_CART = """
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
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            ---
            """;

    private Examples() {}

    /// The same workload, which takes plaintext too.
    static String permissiveCart() {
        return STRICT_CART.replace("STRICT", "PERMISSIVE");
    }

    /// A DestinationRule for the workload's Service.
    static String tls(String mode) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: cart, namespace: shop}
                spec:
                  host: cart
                  trafficPolicy: {tls: {mode: %s}}
                """.formatted(mode);
    }

    /// A workload that calls the other one, in a namespace with these labels.
    static String caller(String labels) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: web, labels: {%s}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: web}
                spec:
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - name: web
                          env: [{name: CART_URL, value: "http://cart.shop"}]
                """.formatted(labels);
    }
}
