package dev.meshwright.analysis.security;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.PortMode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A mode for a port that the workloads do not have, or that Istio does not read.
final class PortModeWithoutEffect implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2105",
            "PortModeWithoutEffect",
            Category.SECURITY,
            Severity.ERROR,
            "portLevelMtls without effect",
            "portLevelMtls needs a selector, and counts ports of the pod, not of the Service: the exception or protection that was meant is not there.",
            "Use the target port, in a PeerAuthentication that selects the workload.",
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
            spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}, portLevelMtls: {80: {mode: STRICT}}}
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
            spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: STRICT}}}
            """,
            "https://istio.io/latest/docs/reference/config/security/peer_authentication/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.peerAuthentications().stream()
                .filter(policy -> !policy.ports().isEmpty())
                .flatMap(policy -> policy.hasSelector() ? notListened(view, policy) : withoutSelector(policy));
    }

    private static Stream<Finding> withoutSelector(PeerAuthentication policy) {
        return policy.ports().stream()
                .map(port -> finding(
                        policy, port, "portLevelMtls is read only where a selector names the workload", INFO.fix()));
    }

    private static Stream<Finding> notListened(SecurityView view, PeerAuthentication policy) {
        var listening = new ListeningPorts(view, view.selected(policy));
        return policy.ports().stream()
                .filter(port -> listening.lack(port.port()))
                .map(port -> finding(policy, port, listening.message(port.port()), listening.fix(port.port(), INFO)));
    }

    private static Finding finding(PeerAuthentication policy, PortMode port, String message, String fix) {
        return Finding.of(INFO, policy.object(), port.where(), "spec.portLevelMtls." + port.port(), message, fix);
    }
}
