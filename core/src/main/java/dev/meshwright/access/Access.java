package dev.meshwright.access;

import dev.meshwright.access.condition.Request;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges calls by the policies of a mesh, as the proxies on the way would: the callee's sidecar, or in ambient mode
/// its ztunnel and the waypoint before it.
///
/// Not judged here: which of them the callee has ([Membership] tells), and gateways.
public final class Access {
    private final MeshSettings settings;
    private final List<AuthorizationPolicy> policies;
    private final Map<Label, List<Placed>> byLabel = new HashMap<>();
    private final PeerModes peerModes;

    /// One label of a selector; null for policies without one.
    private record Label(String namespace, Map.@Nullable Entry<String, String> label) {}

    private record Placed(int position, AuthorizationPolicy policy) {}

    private Access(
            MeshSettings settings, List<AuthorizationPolicy> policies, List<PeerAuthentication> peerAuthentications) {
        this.settings = settings;
        this.policies = policies;
        this.peerModes = new PeerModes(peerAuthentications, settings);
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
        return inbound(call.to(), call.port(), call.http()).decide(seen(call.request()));
    }

    /// Judges a connection to an ambient pod, as its ztunnel would.
    public Decision decideAtZtunnel(Call call) {
        var policies = inOrder(call.to())
                .filter(policy -> policy.appliesAtZtunnel(call.to(), settings))
                .toList();
        return new Inbound(peerModes.ofAmbient(call.to(), call.port()), policies, new ZtunnelRules())
                .decide(call.request());
    }

    /// Judges a request as a waypoint would.
    ///
    /// @param request its port is that of the Service
    /// @param http whether the waypoint reads requests on the port
    public Decision decideAtWaypoint(Waypoint waypoint, Request request, boolean http) {
        var attached = policies.stream()
                .filter(policy -> waypoint.isTargetOf(policy, settings))
                .toList();
        return new Inbound(PeerModes.ANY, attached, new EnvoyRules(settings, http)).decide(seen(request));
    }

    /// All authorization policies, in the order of the input.
    public List<AuthorizationPolicy> policies() {
        return policies;
    }

    /// The policies that this workload's sidecar is given, those in dry-run included, in the order of the input.
    public List<AuthorizationPolicy> policiesOf(Workload workload) {
        return inOrder(workload)
                .filter(policy -> policy.appliesTo(workload, settings))
                .toList();
    }

    /// Those that could be for the workload, by their namespace and the first label that they ask for.
    private Stream<AuthorizationPolicy> inOrder(Workload workload) {
        var found = new ArrayList<Placed>();
        for (var namespace : new HashSet<>(List.of(settings.rootNamespace(), workload.namespace()))) {
            found.addAll(byLabel.getOrDefault(new Label(namespace, null), List.of()));
            for (var label : workload.labels().entrySet()) {
                found.addAll(byLabel.getOrDefault(new Label(namespace, label), List.of()));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Placed::position))
                .map(Placed::policy);
    }

    public PeerModes peerModes() {
        return peerModes;
    }

    Inbound inbound(Workload workload, int port, boolean http) {
        return new Inbound(peerModes.of(workload, port), policiesOf(workload), new EnvoyRules(settings, http));
    }

    private Request seen(Request request) {
        return request.path() == null ? request : request.withPath(settings.paths().apply(request.path()));
    }
}
