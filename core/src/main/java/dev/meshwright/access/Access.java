package dev.meshwright.access;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges calls by the policies of a mesh, as the callee's sidecar would.
///
/// Not judged here: whether the callee has a sidecar at all ([Membership] tells), gateways, and policies attached by
/// `targetRefs`.
public final class Access {
    private final MeshSettings settings;
    private final List<AuthorizationPolicy> policies;
    private final Map<Label, List<Placed>> byLabel = new HashMap<>();
    private final PeerModes peerModes;
    private final RuleMatcher matcher;

    /// One label of a selector; null for policies without one.
    private record Label(String namespace, Map.@Nullable Entry<String, String> label) {}

    private record Placed(int position, AuthorizationPolicy policy) {}

    private Access(
            MeshSettings settings, List<AuthorizationPolicy> policies, List<PeerAuthentication> peerAuthentications) {
        this.settings = settings;
        this.policies = policies;
        this.peerModes = new PeerModes(peerAuthentications, settings);
        this.matcher = new RuleMatcher(settings);
        for (int i = 0; i < policies.size(); i++) {
            var policy = policies.get(i);
            byLabel.computeIfAbsent(
                            new Label(policy.namespace(), policy.selector().firstEntry()), _ -> new ArrayList<>())
                    .add(new Placed(i, policy));
        }
    }

    public static Access of(Manifests manifests, MeshSettings settings) {
        return new Access(settings, AuthorizationPolicies.in(manifests), PeerAuthentications.in(manifests));
    }

    public Decision decide(Call call) {
        return inbound(call.to(), call.port(), call.http()).decide(call);
    }

    /// All authorization policies, in the order of the input.
    public List<AuthorizationPolicy> policies() {
        return policies;
    }

    /// The policies that this workload's sidecar is given, those in dry-run included, in the order of the input.
    public List<AuthorizationPolicy> policiesOf(Workload workload) {
        var found = new ArrayList<Placed>();
        for (var namespace : new HashSet<>(List.of(settings.rootNamespace(), workload.namespace()))) {
            found.addAll(byLabel.getOrDefault(new Label(namespace, null), List.of()));
            for (var label : workload.labels().entrySet()) {
                found.addAll(byLabel.getOrDefault(new Label(namespace, label), List.of()));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Placed::position))
                .map(Placed::policy)
                .filter(policy -> policy.appliesTo(workload, settings))
                .toList();
    }

    public PeerModes peerModes() {
        return peerModes;
    }

    Inbound inbound(Workload workload, int port, boolean http) {
        return new Inbound(peerModes.of(workload, port), policiesOf(workload), http, matcher);
    }
}
