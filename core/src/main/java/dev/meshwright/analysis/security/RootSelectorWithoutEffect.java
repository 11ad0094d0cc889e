package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A PeerAuthentication with a selector in the root namespace.
final class RootSelectorWithoutEffect implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2107",
            "RootSelectorWithoutEffect",
            Category.SECURITY,
            Severity.WARNING,
            "A selector in the root namespace has no effect",
            "In the root namespace only a PeerAuthentication without a selector counts; one with a selector is ignored.",
            "Move it to the workload's namespace, or remove the selector to make it mesh-wide.",
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: istio-system}
            spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}}
            """,
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT}}
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
                .filter(policy -> policy.hasSelector()
                        && policy.namespace().equals(view.settings().rootNamespace()))
                .map(policy -> Finding.of(
                        INFO,
                        policy.object(),
                        policy.object().where("spec", "selector"),
                        "spec.selector",
                        policy.id() + " has a selector in the root namespace, so it is ignored",
                        INFO.fix()));
    }
}
