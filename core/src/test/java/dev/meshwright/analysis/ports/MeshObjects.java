package dev.meshwright.analysis.ports;

/// Manifests of the namespace `shop` for the tests of this package.
final class MeshObjects {
    private MeshObjects() {}

    /// A Service `shop/cart`.
    static String service(String spec) {
        return service("shop", "cart", spec);
    }

    static String service(String namespace, String name, String spec) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, namespace, spec);
    }

    /// A Deployment `shop/cart` whose pods have the label `app: cart`, with these containers.
    static String deployment(String containers) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: cart}}
                    spec: {containers: [%s]}
                """.formatted(containers);
    }
}
