package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;

/// Reviews of meshes in text blocks.
final class Reviewed {
    private Reviewed() {}

    static Review of(String... objects) {
        return of(Scope.MESH, objects);
    }

    static Review of(Scope scope, String... objects) {
        return Review.of(mesh(objects), scope);
    }

    static Change change(String before, String after) {
        var change = Review.of(mesh(after), Scope.MESH, mesh(before)).change();
        if (change == null) {
            throw new AssertionError("a review of two states has a change");
        }
        return change;
    }

    static Mesh mesh(String... objects) {
        var manifests = ManifestReader.parse("mesh.yaml", String.join("---\n", objects));
        return Mesh.of(manifests, Intent.defaults(), Intent.NEWEST_ISTIO);
    }

    static String namespace(String name, String labels) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s, labels: {%s}}
                """.formatted(name, labels);
    }

    /// A Deployment with a Service of its name, on port 80 for 8080.
    ///
    /// @param calls the host that it calls; "" for none
    static String service(String namespace, String name, String calls) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec:
                      serviceAccountName: %2$s
                      containers: [{name: c, image: "c:1", ports: [{containerPort: 8080}]%3$s}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %2$s, namespace: %1$s}
                spec: {selector: {app: %2$s}, ports: [{name: http, port: 80, targetPort: 8080}]}
                """.formatted(
                namespace, name, calls.isEmpty() ? "" : ", env: [{name: URL, value: \"http://" + calls + "\"}]");
    }

    static String peers(String namespace, String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: default, namespace: %s}
                spec: %s
                """.formatted(namespace, spec);
    }

    static String policy(String namespace, String name, String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, namespace, spec);
    }
}
