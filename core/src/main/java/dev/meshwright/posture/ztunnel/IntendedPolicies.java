package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.access.Waypoint;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.ztunnel.ZtunnelPolicy.Match;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The policies that istiod makes of AuthorizationPolicies and PeerAuthentications for ztunnel. See istiod's
/// `ambient/authorization.go`: what of a rule needs a request is left out, and modes become policies that refuse
/// callers without an identity.
final class IntendedPolicies {
    /// The policy for STRICT without exceptions; an underscore cannot be in the name of an object.
    static final String STRICT = "istio_converted_static_strict";

    private static final String CONVERTED = "converted_peer_authentication_";
    private static final String FOR_WAYPOINT = "istio_allow_waypoint_";
    private static final Match NO_IDENTITY = new Match(Map.of("notPrincipals", Set.of("*")));

    private final MeshSettings settings;
    private final Map<String, Entry> policies = new LinkedHashMap<>();

    /// A policy with the object that it comes from.
    ///
    /// @param object null for the one that comes from all peer authentications together
    record Entry(ZtunnelPolicy policy, @Nullable Manifest object) {
        /// Whether istiod makes it of a waypoint, which it does where it is told to.
        boolean isForWaypoint() {
            return policy.name().startsWith(FOR_WAYPOINT);
        }

        /// Whether istiod may leave it out: what it does with dry runs depends on its version.
        boolean isOptional() {
            return isForWaypoint() || policy.dryRun();
        }
    }

    private IntendedPolicies(MeshSettings settings) {
        this.settings = settings;
    }

    static IntendedPolicies of(Intended intended) {
        var result = new IntendedPolicies(intended.settings());
        for (var policy : intended.access().policies()) {
            result.authorization(policy).ifPresent(made -> result.add(made, policy.object()));
        }
        var peers = PeerAuthentications.in(intended.manifests());
        for (var peer : peers) {
            result.exceptions(peer, peers).ifPresent(made -> result.add(made, peer.object()));
        }
        if (!peers.isEmpty()) {
            result.add(
                    result.policy(result.settings.rootNamespace(), STRICT, Set.of(Set.of(Set.of(NO_IDENTITY)))), null);
        }
        intended.objects("gateway.networking.k8s.io", "Gateway")
                .filter(gateway -> gateway.root()
                        .text("spec", "gatewayClassName")
                        .filter(Waypoint.CLASS::equals)
                        .isPresent())
                .forEach(gateway -> result.add(result.fromWaypoint(gateway), gateway));
        return result;
    }

    private ZtunnelPolicy fromWaypoint(Manifest gateway) {
        var waypoint = new Waypoint(gateway.namespaceOrDefault(), gateway.name(), "");
        var identity = waypoint.identity(settings);
        var principal = "=" + identity.principal();
        return new ZtunnelPolicy(
                waypoint.namespace(),
                FOR_WAYPOINT + waypoint.namespace() + "_" + waypoint.name(),
                "WorkloadSelector",
                "Allow",
                false,
                Set.of(Set.of(Set.of(new Match(Map.of("principals", Set.of(principal)))))));
    }

    private void add(ZtunnelPolicy policy, @Nullable Manifest object) {
        policies.putIfAbsent(policy.id(), new Entry(policy, object));
    }

    /// By `namespace/name`.
    Map<String, Entry> all() {
        return policies;
    }

    /// The name of the policy that a peer authentication with ports of its own becomes.
    static String converted(PeerAuthentication peer) {
        return CONVERTED + peer.object().name();
    }

    private ZtunnelPolicy policy(String namespace, String name, Set<Set<Set<Match>>> rules) {
        return new ZtunnelPolicy(namespace, name, "WorkloadSelector", "Deny", false, rules);
    }

    private Optional<ZtunnelPolicy> authorization(AuthorizationPolicy policy) {
        boolean isKnown = policy.action() == Action.ALLOW || policy.action() == Action.DENY;
        if (!isKnown || !Waypoint.references(policy.object()).isEmpty()) {
            return Optional.empty();
        }
        var root = policy.object().root();
        var scope = root.at("spec", "selector").isPresent()
                ? "WorkloadSelector"
                : policy.namespace().equals(settings.rootNamespace()) ? "Global" : "Namespace";
        var rules = new LinkedHashSet<Set<Set<Match>>>();
        for (var rule : policy.rules()) {
            var node = root.items("spec", "rules").get(rule.index());
            if (policy.action() == Action.DENY || !L4Rules.asksForMore(node)) {
                rules.add(L4Rules.clauses(node, policy.namespace()));
            }
        }
        return Optional.of(new ZtunnelPolicy(
                policy.namespace(),
                policy.object().name(),
                scope,
                policy.action() == Action.ALLOW ? "Allow" : "Deny",
                policy.dryRun(),
                rules));
    }

    /// The policy with the exceptions of single ports.
    private Optional<ZtunnelPolicy> exceptions(PeerAuthentication peer, List<PeerAuthentication> all) {
        boolean isForWorkloads = peer.object().root().at("spec", "selector").isPresent();
        if (!isForWorkloads || peer.ports().isEmpty() || peer.namespace().equals(settings.rootNamespace())) {
            return Optional.empty();
        }
        var namespace = modeOf(all, peer.namespace());
        var mesh = modeOf(all, settings.rootNamespace());
        boolean strictAbove = namespace.filter(Mode.STRICT::equals).isPresent()
                || (namespace.orElse(Mode.UNSET) == Mode.UNSET && mesh.orElse(Mode.UNSET) == Mode.STRICT);
        var rules = new LinkedHashSet<Set<Set<Match>>>();
        var exempt = new LinkedHashSet<Set<Match>>();
        for (var port : peer.ports()) {
            var number = Set.of(String.valueOf(port.port()));
            if (port.mode() == Mode.STRICT && !isStrictAnyway(peer, namespace, mesh)) {
                rules.add(Set.of(Set.of(new Match(Map.of("notPrincipals", Set.of("*"), "destinationPorts", number)))));
            } else if (isOpen(port.mode()) && takesExceptions(peer, namespace, mesh)) {
                exempt.add(Set.of(new Match(Map.of("notDestinationPorts", number))));
            }
        }
        if (peer.mode() == Mode.STRICT && exempt.isEmpty()) {
            return Optional.empty();
        }
        if (!exempt.isEmpty()) {
            if (peer.mode() == Mode.STRICT || strictAbove) {
                exempt.add(Set.of(NO_IDENTITY));
            }
            rules.add(exempt);
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(policy(peer.namespace(), converted(peer), rules));
    }

    /// Whether a port's STRICT is said above already; reproduced with its way of looking at the mesh alone.
    private static boolean isStrictAnyway(PeerAuthentication peer, Optional<Mode> namespace, Optional<Mode> mesh) {
        return peer.mode() == Mode.STRICT
                || (peer.mode() == Mode.UNSET
                        && namespace.filter(Mode.STRICT::equals).isPresent())
                || (namespace.orElse(Mode.UNSET) == Mode.UNSET && mesh.orElse(Mode.UNSET) == Mode.STRICT);
    }

    private static boolean takesExceptions(PeerAuthentication peer, Optional<Mode> namespace, Optional<Mode> mesh) {
        return switch (peer.mode()) {
            case STRICT -> true;
            case PERMISSIVE, DISABLE -> false;
            case UNSET -> namespace.or(() -> mesh).orElse(Mode.UNSET) == Mode.STRICT;
        };
    }

    private static boolean isOpen(Mode mode) {
        return mode == Mode.PERMISSIVE || mode == Mode.DISABLE;
    }

    /// What the oldest one for the whole namespace says; empty where there is none.
    private static Optional<Mode> modeOf(List<PeerAuthentication> oldestFirst, String namespace) {
        return oldestFirst.stream()
                .filter(peer -> peer.namespace().equals(namespace))
                .filter(peer -> peer.object().root().at("spec", "selector").isEmpty())
                .map(PeerAuthentication::mode)
                .findFirst();
    }
}
