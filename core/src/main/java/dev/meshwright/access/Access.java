package dev.meshwright.access;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Judges calls by the policies of a mesh, as the callee's sidecar would.
///
/// Not judged here: whether the callee has a sidecar at all ([Membership] tells), gateways, and policies attached by
/// `targetRefs`.
public final class Access {
    private final MeshSettings settings;
    private final List<AuthorizationPolicy> policies;
    private final Map<String, List<AuthorizationPolicy>> byNamespace = new LinkedHashMap<>();
    private final PeerModes peerModes;
    private final RuleMatcher matcher;

    private Access(
            MeshSettings settings, List<AuthorizationPolicy> policies, List<PeerAuthentication> peerAuthentications) {
        this.settings = settings;
        this.policies = policies;
        this.peerModes = new PeerModes(peerAuthentications, settings);
        this.matcher = new RuleMatcher(settings);
        for (var policy : policies) {
            byNamespace
                    .computeIfAbsent(policy.namespace(), _ -> new ArrayList<>())
                    .add(policy);
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

    /// The policies that this workload's sidecar is given, those in dry-run included.
    public List<AuthorizationPolicy> policiesOf(Workload workload) {
        var own = new ArrayList<AuthorizationPolicy>();
        addApplying(settings.rootNamespace(), workload, own);
        if (!workload.namespace().equals(settings.rootNamespace())) {
            addApplying(workload.namespace(), workload, own);
        }
        return own;
    }

    public PeerModes peerModes() {
        return peerModes;
    }

    Inbound inbound(Workload workload, int port, boolean http) {
        return new Inbound(peerModes.of(workload, port), policiesOf(workload), http, matcher);
    }

    private void addApplying(String namespace, Workload workload, List<AuthorizationPolicy> own) {
        for (var policy : byNamespace.getOrDefault(namespace, List.of())) {
            if (policy.appliesTo(workload, settings)) {
                own.add(policy);
            }
        }
    }
}
