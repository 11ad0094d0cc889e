package dev.meshwright.analysis.ambient;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import java.util.List;

/// A shop in text blocks, in ambient mode or with sidecars.
final class Shop {
    static final String AMBIENT = "{istio.io/dataplane-mode: ambient}";
    static final String SIDECARS = "{istio-injection: enabled}";

    static final String WAYPOINT = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: waypoint, namespace: shop}
            spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
            """;

    private Shop() {}

    /// @param labels of the namespace
    static String namespace(String labels) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: %s}
                """.formatted(labels);
    }

    /// @param labels of the pods, besides `app`
    static String workload(String name, String labels) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: %s%s}}
                    spec: {serviceAccountName: %s, containers: [{name: c, ports: [{containerPort: 8080}]}]}
                """.formatted(name, name, labels.isEmpty() ? "" : ", " + labels, name);
    }

    /// @param labels of the Service
    static String service(String labels) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop, labels: {%s}}
                spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
                """.formatted(labels);
    }

    static String policy(String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                spec: %s
                """.formatted(spec);
    }

    /// What the rule says of the workload `cart` in an ambient namespace, with this policy.
    static List<Finding> ambient(Rule rule, String policy) {
        return Findings.of(rule, namespace(AMBIENT), workload("cart", ""), policy(policy));
    }

    /// The same where the Service has a waypoint.
    static List<Finding> behindWaypoint(Rule rule, String policy) {
        return Findings.of(
                rule,
                namespace(AMBIENT),
                workload("cart", ""),
                service("istio.io/use-waypoint: waypoint"),
                WAYPOINT,
                policy(policy));
    }
}
