package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.condition.Condition;
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
        return atSidecar(call.to(), call.port(), call.http()).decide(call.request());
    }

    /// What the sidecar of a workload enforces.
    ///
    /// @param port of the pod
    /// @param http whether it reads requests on the port
    public Inbound atSidecar(Workload workload, int port, boolean http) {
        return new Inbound(
                peerModes.of(workload, port), policiesOf(workload), new EnvoyRules(settings, http), settings.paths());
    }

    /// A rule as a proxy is given it.
    ///
    /// @param condition what it asks of a request
    public record CompiledRule(AuthorizationPolicy policy, Rule rule, Condition condition) {}

    /// The rules that the sidecar or gateway of a workload is given, of every action, those in dry-run included.
    /// Rules that istiod leaves out are not among them.
    ///
    /// @param given the policies that it is given
    /// @param http whether it reads requests on the port
    public List<CompiledRule> compiled(List<AuthorizationPolicy> given, boolean http) {
        var reading = new EnvoyRules(settings, http);
        var compiled = new ArrayList<CompiledRule>();
        for (var policy : given) {
            for (var rule : policy.rules()) {
                reading.read(policy, rule)
                        .ifPresent(condition -> compiled.add(new CompiledRule(policy, rule, condition)));
            }
        }
        return compiled;
    }

    /// What the ztunnel of an ambient pod enforces.
    public Inbound atZtunnel(Workload workload, int port) {
        var sent = inOrder(workload)
                .filter(policy -> policy.appliesAtZtunnel(workload, settings))
                .toList();
        return new Inbound(peerModes.ofAmbient(workload, port), sent, new ZtunnelRules(), PathNormalization.NONE);
    }

    /// What a waypoint enforces on requests for a Service; their port is the Service's.
    ///
    /// @param http whether it reads requests on the port
    public Inbound atWaypoint(Waypoint waypoint, boolean http) {
        var attached = policies.stream()
                .filter(policy -> waypoint.isTargetOf(policy, settings))
                .toList();
        return new Inbound(PeerModes.ANY, attached, new EnvoyRules(settings, http), settings.paths());
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
        return found.stream().sorted(Comparator.comparingInt(Placed::position)).map(Placed::policy);
    }

    public PeerModes peerModes() {
        return peerModes;
    }
}
