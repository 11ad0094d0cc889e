package dev.meshwright.access;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Composes peer authentications: mesh, namespace, workload, port; each level replaces the one above, where it says
/// something. Within a level the oldest counts, and others are as if they were not there.
public final class PeerModes {
    private final List<PeerAuthentication> meshWide;
    private final Map<String, List<PeerAuthentication>> byNamespace = new HashMap<>();
    private final MeshSettings settings;

    PeerModes(List<PeerAuthentication> policies, MeshSettings settings) {
        this.settings = settings;
        this.meshWide = policies.stream().filter(p -> p.isMeshWide(settings)).toList();
        for (var policy : policies) {
            byNamespace
                    .computeIfAbsent(policy.namespace(), _ -> new ArrayList<>())
                    .add(policy);
        }
    }

    /// The mode that counts, and who says so.
    ///
    /// @param by the deciding object; null where there is none, and Istio's default is PERMISSIVE
    /// @param where its deciding line, of the object as a whole where it decides by default
    public record Effective(
            Mode mode,
            @Nullable PeerAuthentication by,
            @Nullable Source where) {}

    /// The mode of ports that have none of their own.
    public Effective of(Workload workload) {
        var mode = new Effective(Mode.PERMISSIVE, null, null);
        mode = first(meshWide, _ -> true, mode);
        var local = byNamespace.getOrDefault(workload.namespace(), List.of());
        if (!workload.namespace().equals(settings.rootNamespace())) {
            mode = first(local, p -> !p.hasSelector(), mode);
        }
        return first(local, p -> p.selects(workload, settings), mode);
    }

    /// The mode of a port of the pod.
    public Effective of(Workload workload, int port) {
        var whole = of(workload);
        for (var policy : byNamespace.getOrDefault(workload.namespace(), List.of())) {
            if (policy.selects(workload, settings)) {
                for (var own : policy.ports()) {
                    if (own.port() == port && own.mode() != Mode.UNSET) {
                        return new Effective(own.mode(), policy, own.where());
                    }
                }
                return whole;
            }
        }
        return whole;
    }

    private static Effective first(
            List<PeerAuthentication> policies, Predicate<PeerAuthentication> level, Effective inherited) {
        for (var policy : policies) {
            if (level.test(policy)) {
                return policy.mode() == Mode.UNSET
                        ? inherited
                        : new Effective(policy.mode(), policy, policy.modeWhere());
            }
        }
        return inherited;
    }
}
