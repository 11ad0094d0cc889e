package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import dev.meshwright.topology.Workloads;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Meshes of text blocks for the tests of security rules. The topology holds workloads and Services with numbered
/// ports; nobody calls anybody.
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
        return rule.check(new Mesh(manifests, topology(manifests), intent, Intent.NEWEST_ISTIO))
                .toList();
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

    private static Topology topology(Manifests manifests) {
        var workloads = Workloads.of(manifests);
        var services = manifests
                .ofKind("", "Service")
                .map(object -> service(object, workloads))
                .toList();
        return new Topology(services, workloads, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Service service(Manifest object, List<Workload> workloads) {
        var selector = new LinkedHashMap<String, String>();
        object.root()
                .entries("spec", "selector")
                .forEach(entry -> selector.put(entry.key(), entry.value().text().orElse("")));
        var ports = object.root().items("spec", "ports").stream()
                .map(port -> new Service.Port(
                        port.integer("port").orElse(0),
                        port.text("name").orElse(""),
                        Protocol.HTTP,
                        port.integer("targetPort").orElse(0),
                        new Evidence("mesh.yaml", 1, "port-name", "")))
                .toList();
        var behind = workloads.stream()
                .filter(workload ->
                        workload.namespace().equals(object.namespaceOrDefault()) && workload.isSelectedBy(selector))
                .map(Workload::id)
                .toList();
        var type = type(object.root().text("spec", "type").orElse(null));
        return new Service(
                object.name(), object.namespace(), type, selector, ports, behind, "", List.of(), object.where());
    }

    private static Service.Type type(@Nullable String text) {
        return "LoadBalancer".equals(text) ? Service.Type.LOAD_BALANCER : Service.Type.CLUSTER_IP;
    }
}
