package dev.meshwright.analysis.tokens;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Selectors;
import dev.meshwright.access.Waypoint;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// A `RequestAuthentication` by its meaning: whose tokens the proxies of some workloads check.
///
/// @param targets what it is attached to by `targetRefs`; empty where it is for workloads
record RequestAuthentication(
        Manifest object, SequencedMap<String, String> selector, List<Node> targets, List<TokenRule> rules) {

    /// One issuer.
    ///
    /// @param issuer "" where the rule names none
    record TokenRule(int index, Node node, String issuer) {
        String path() {
            return "spec.jwtRules[" + index + "]";
        }
    }

    static List<RequestAuthentication> all(Mesh mesh) {
        return mesh.objects("security.istio.io", "RequestAuthentication").stream()
                .map(RequestAuthentication::read)
                .toList();
    }

    private static RequestAuthentication read(Manifest object) {
        var rules = new ArrayList<TokenRule>();
        for (var node : object.root().items("spec", "jwtRules")) {
            rules.add(new TokenRule(rules.size(), node, node.text("issuer").orElse("")));
        }
        return new RequestAuthentication(
                object, Selectors.matchLabels(object.root()), Waypoint.references(object), rules);
    }

    String namespace() {
        return object.namespaceOrDefault();
    }

    /// Whether the proxy of this workload checks tokens by it.
    boolean appliesTo(Workload workload, String rootNamespace) {
        return targets.isEmpty()
                && isNear(workload.namespace(), rootNamespace)
                && workload.labels().entrySet().containsAll(selector.entrySet());
    }

    /// Whether a policy is for the same requests, as far as both say: the same target, or all that this one selects.
    boolean isCoveredBy(AuthorizationPolicy policy, String rootNamespace) {
        if (policy.targetsRefs() || !targets.isEmpty()) {
            return policy.namespace().equals(namespace())
                    && Waypoint.references(policy.object()).stream()
                            .anyMatch(target -> targets.stream().anyMatch(own -> isSame(own, target)));
        }
        return (policy.namespace().equals(namespace()) || policy.namespace().equals(rootNamespace))
                && selector.entrySet().containsAll(policy.selector().entrySet());
    }

    private static boolean isSame(Node one, Node other) {
        return one.text("kind").equals(other.text("kind")) && one.text("name").equals(other.text("name"));
    }

    private boolean isNear(String namespace, String rootNamespace) {
        return namespace().equals(namespace) || namespace().equals(rootNamespace);
    }
}
