package dev.meshwright.access;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Composes peer authentications: mesh, namespace, workload, port; each level replaces the one above, where it says
/// something. Within a level the oldest counts, and others are as if they were not there.
public final class PeerModes {
    /// Of proxies that leave the connection to others.
    static final Effective ANY = new Effective(Mode.PERMISSIVE, null, null);

    private final List<PeerAuthentication> meshWide;
    private final Map<String, PeerAuthentication> ofNamespace = new HashMap<>();
    private final Map<Label, List<Placed>> selecting = new HashMap<>();
    private final MeshSettings settings;

    PeerModes(List<PeerAuthentication> policies, MeshSettings settings) {
        this.settings = settings;
        this.meshWide = policies.stream().filter(p -> p.isMeshWide(settings)).toList();
        for (int i = 0; i < policies.size(); i++) {
            var policy = policies.get(i);
            if (policy.hasSelector()) {
                var label = new Label(policy.namespace(), policy.selector().firstEntry());
                selecting.computeIfAbsent(label, _ -> new ArrayList<>()).add(new Placed(i, policy));
            } else {
                ofNamespace.putIfAbsent(policy.namespace(), policy);
            }
        }
    }

    /// The first label of a selector: a policy is looked for where one of the pods' labels is it.
    private record Label(String namespace, Map.Entry<String, String> label) {}

    /// A policy with its age: the lower, the older.
    private record Placed(int position, PeerAuthentication policy) {}

    /// The mode that counts, and who says so.
    ///
    /// @param by the deciding object; null where there is none, and Istio's default is PERMISSIVE
    /// @param where its deciding line, of the object as a whole where it decides by default
    public record Effective(
            Mode mode,
            @Nullable PeerAuthentication by,
            @Nullable Source where) {}

    /// The one of each level that counts for a workload.
    record Levels(
            @Nullable PeerAuthentication mesh,
            @Nullable PeerAuthentication namespace,
            @Nullable PeerAuthentication workload) {

        Effective mode() {
            return over(workload, over(namespace, over(mesh, ANY)));
        }

        private static Effective over(@Nullable PeerAuthentication level, Effective inherited) {
            return level == null || level.mode() == Mode.UNSET
                    ? inherited
                    : new Effective(level.mode(), level, level.modeWhere());
        }
    }

    Levels levels(Workload workload) {
        boolean isRoot = workload.namespace().equals(settings.rootNamespace());
        return new Levels(
                meshWide.isEmpty() ? null : meshWide.getFirst(),
                isRoot ? null : ofNamespace.get(workload.namespace()),
                oldest(workload));
    }

    private @Nullable PeerAuthentication oldest(Workload workload) {
        return workload.labels().entrySet().stream()
                .flatMap(label -> selecting.getOrDefault(new Label(workload.namespace(), label), List.of()).stream())
                .filter(placed -> placed.policy().selects(workload, settings))
                .min(Comparator.comparingInt(Placed::position))
                .map(Placed::policy)
                .orElse(null);
    }

    /// The mode of ports that have none of their own.
    public Effective of(Workload workload) {
        return levels(workload).mode();
    }

    /// The mode of a port of the pod.
    public Effective of(Workload workload, int port) {
        var levels = levels(workload);
        if (levels.workload() != null) {
            for (var own : levels.workload().ports()) {
                if (own.port() == port && own.mode() != Mode.UNSET) {
                    return new Effective(own.mode(), levels.workload(), own.where());
                }
            }
        }
        return levels.mode();
    }

    /// What istiod gives a pod for its peer authentications, where a ztunnel reads them.
    ///
    /// @param strict whether the plain policy for STRICT
    /// @param own the one of which it is given a policy with the exceptions of single ports; null for none
    public record Attached(boolean strict, @Nullable PeerAuthentication own) {}

    /// See [Attached].
    public Attached attachedTo(Workload workload) {
        return AmbientPeerModes.attached(levels(workload));
    }

    /// The mode of a port of an ambient pod.
    public Effective ofAmbient(Workload workload, int port) {
        return AmbientPeerModes.of(levels(workload), port);
    }
}
