package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;

/// Whom a security policy is for: by `targetRefs` a gateway of the Gateway API, otherwise by its selector.
final class Targets {
    private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

    private Targets() {}

    /// Whether the proxy is given the policy.
    ///
    /// @param selected whether the selector says so
    static boolean reaches(Manifest policy, EnvoyProxy proxy, boolean selected) {
        var refs = refs(policy);
        if (refs.isEmpty()) {
            return selected;
        }
        var gateway = proxy.labels().get(GATEWAY_NAME);
        return gateway != null
                && policy.namespaceOrDefault().equals(proxy.namespace())
                && refs.stream()
                        .anyMatch(ref -> ref.text("kind")
                                        .filter("Gateway"::equals)
                                        .isPresent()
                                && ref.text("name").filter(gateway::equals).isPresent());
    }

    private static List<Node> refs(Manifest policy) {
        var refs = new ArrayList<>(policy.root().items("spec", "targetRefs"));
        policy.root().at("spec", "targetRef").ifPresent(refs::add);
        return refs;
    }
}
