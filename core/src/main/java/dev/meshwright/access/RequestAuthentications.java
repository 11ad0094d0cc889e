package dev.meshwright.access;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.symbolic.RequestSet;
import dev.meshwright.access.symbolic.Space;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.Collection;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Whose tokens are checked. Where nobody's are, policies see no token; where some are, a token of another issuer is
/// refused before policies are asked.
public final class RequestAuthentications {
    private final List<Manifest> policies;
    private final MeshSettings settings;

    public RequestAuthentications(Manifests manifests, MeshSettings settings) {
        this.policies =
                manifests.ofKind("security.istio.io", "RequestAuthentication").toList();
        this.settings = settings;
    }

    /// Those that count for a workload's sidecar, in the order of the input.
    public List<Manifest> of(Workload workload) {
        return policies.stream().filter(policy -> appliesTo(policy, workload)).toList();
    }

    /// Those that count for requests through a waypoint.
    public List<Manifest> of(Waypoint waypoint) {
        return policies.stream()
                .filter(policy -> waypoint.isTargetOf(policy, settings))
                .toList();
    }

    /// The issuers that these name.
    public static SequencedSet<String> issuers(List<Manifest> policies) {
        var issuers = new TreeSet<String>();
        policies.forEach(policy -> policy.root()
                .items("spec", "jwtRules")
                .forEach(rule -> rule.text("issuer").ifPresent(issuers::add)));
        return issuers;
    }

    /// The request has a token of one of these issuers.
    public static Condition tokenOf(Collection<String> issuers) {
        return Condition.any(issuers.stream()
                .<Condition>map(issuer -> new Condition.Claim(List.of("iss"), TextPattern.exactly(issuer), false))
                .toList());
    }

    /// What becomes of a set of requests, which it describes as policies see them, once tokens are looked at.
    ///
    /// @param space one that was made for [#tokenOf] these issuers too
    public static RequestSet looked(RequestSet admitted, Space space, Collection<String> issuers) {
        return issuers.isEmpty()
                ? admitted.ignoringTokens()
                : admitted.and(space.withoutToken().or(space.of(tokenOf(issuers))));
    }

    private boolean appliesTo(Manifest policy, Workload workload) {
        boolean isNear = policy.namespaceOrDefault().equals(workload.namespace())
                || policy.namespaceOrDefault().equals(settings.rootNamespace());
        boolean hasTargets = policy.root().at("spec", "targetRef").isPresent()
                || !policy.root().items("spec", "targetRefs").isEmpty();
        return isNear
                && !hasTargets
                && workload.labels()
                        .entrySet()
                        .containsAll(Selectors.matchLabels(policy.root()).entrySet());
    }
}
