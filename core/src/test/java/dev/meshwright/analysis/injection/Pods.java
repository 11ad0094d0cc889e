package dev.meshwright.analysis.injection;

/// Manifests for the tests of this package: namespaces `shop`, and a Deployment `cart` in it.
final class Pods {
    static final String INJECTED = namespace("istio-injection: enabled");

    private Pods() {}

    static String namespace(String labels) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {%s}}
                """.formatted(labels);
    }

    static String labelled(String labels) {
        return deployment("labels: {app: cart, " + labels + "}", "containers: [{name: c}]");
    }

    static String annotated(String annotations) {
        return deployment("annotations: {" + annotations + "}", "containers: [{name: c}]");
    }

    static String deployment(String metadata, String spec) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec: {template: {metadata: {%s}, spec: {%s}}}
                """.formatted(metadata, spec);
    }

    static String pod(String metadata, String spec) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: cart, namespace: shop, %s}
                spec: {%s}
                """.formatted(metadata, spec);
    }
}
