package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A port takes plaintext calls, and nothing says why it should.
final class PortNotStrict implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2103",
            "PortNotStrict",
            Category.SECURITY,
            Severity.CRITICAL,
            "A port takes plaintext calls without a reason",
            "Anyone who reaches the pod can call this port without proving who they are.",
            "Remove the exception. If outside callers need it, route them through the ingress gateway, or list the port under publicPorts in meshwright.yaml with the reason.",
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
        return OpenPort.all(mesh)
                .filter(open -> open.reason() == null && open.isListening())
                .map(open -> finding(open, mesh));
    }

    private static Finding finding(OpenPort open, Mesh mesh) {
        var finding = Finding.of(
                INFO,
                open.policy().object(),
                open.port().where(),
                "spec.portLevelMtls." + open.port().port(),
                open.workload().id() + " takes calls without a client certificate on port "
                        + open.port().port() + " of" + " the pod ("
                        + open.port().mode() + "), and no reason is given",
                INFO.fix());
        return mesh.intent().notProduction().contains(open.policy().namespace())
                ? finding.withSeverity(Severity.INFO)
                : finding;
    }
}
