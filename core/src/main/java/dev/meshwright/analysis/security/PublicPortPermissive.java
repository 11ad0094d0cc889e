package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A port takes plaintext calls for a reason: callers from outside have no certificate.
final class PublicPortPermissive implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2104",
            "PublicPortPermissive",
            Category.SECURITY,
            Severity.WARNING,
            "A public port takes calls without a client certificate",
            "Who calls there is not proven by the mesh: the service has to check each request itself, for example by its signature.",
            "Route the callers through the ingress gateway, which keeps STRICT; else keep the exception to this one port, and limit its paths by an AuthorizationPolicy.",
            """
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
            spec:
              type: LoadBalancer
              selector: {app: cart}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}
            """,
            """
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
            spec:
              selector: {app: cart}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}}
            """,
            "https://istio.io/latest/docs/concepts/security/#peer-authentication");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return OpenPort.all(mesh).flatMap(PublicPortPermissive::finding);
    }

    private static Stream<Finding> finding(OpenPort open) {
        var reason = open.reason();
        if (reason == null) {
            return Stream.empty();
        }
        int pod = open.port().port();
        var number = reason.port() == pod ? "port " + pod : "port " + reason.port() + " (" + pod + " in the pod)";
        return Stream.of(Finding.of(
                INFO,
                open.policy().object(),
                open.port().where(),
                "spec.portLevelMtls." + pod,
                reason.service().id() + " takes calls without a client certificate on " + number + ": "
                        + open.port().mode() + " there only",
                INFO.fix()));
    }
}
