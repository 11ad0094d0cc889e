package dev.meshwright.analysis.security;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.PortMode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Optional;
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
                .flatMap(policy -> policy.ports().stream()
                        .flatMap(port -> message(view, policy, port).stream()
                                .map(message -> Finding.of(
                                        INFO,
                                        policy.object(),
                                        port.where(),
                                        "spec.portLevelMtls." + port.port(),
                                        message,
                                        INFO.fix()))));
    }

    private static Optional<String> message(SecurityView view, PeerAuthentication policy, PortMode port) {
        if (!policy.hasSelector()) {
            return Optional.of("portLevelMtls is read only where a selector names the workload");
        }
        var selected = SecurityView.having(policy.selector(), view.workloadsOf(policy.namespace()));
        boolean known = !selected.isEmpty()
                && selected.stream().noneMatch(workload -> view.ports(workload).isEmpty());
        if (!known
                || selected.stream().anyMatch(workload -> view.ports(workload).contains(port.port()))) {
            return Optional.empty();
        }
        return Optional.of(message(view, selected, port.port()));
    }

    private static String message(SecurityView view, List<Workload> selected, int port) {
        var first = selected.getFirst();
        var targets = view.targetsOf(first, port);
        return targets.isEmpty()
                ? first.id() + " does not listen on port " + port + "; it listens on " + view.ports(first)
                : port + " is the Service's port; the pods of " + first.id() + " listen on " + targets;
    }
}
