package dev.meshwright.posture;

import dev.meshwright.access.Access;
import dev.meshwright.access.Membership;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a mesh is meant to be: the objects of the intent, and those that Kubernetes and istiod add to them
/// ([ImpliedObjects]). All lookups that more than one kind of proxy needs.
public final class Intended {
    private final Manifests manifests;
    private final Mesh mesh;
    private final MeshSettings settings;
    private final Access access;
    private final Membership membership;

    private Intended(Manifests manifests) {
        this.manifests = manifests;
        var intent = Intent.defaults();
        this.mesh = new Mesh(manifests, TopologyMapper.map(manifests), intent, intent.istioVersion());
        this.settings = MeshSettings.of(mesh.config().mesh(), intent);
        this.access = Access.of(manifests, settings);
        this.membership = Membership.of(manifests);
    }

    public static Intended of(Manifests written) {
        return new Intended(written.and(ImpliedObjects.of(written)));
    }

    public Manifests manifests() {
        return manifests;
    }

    /// The mesh config; an empty mapping where the intent holds none.
    public Node meshConfig() {
        return mesh.config().mesh();
    }

    public MeshSettings settings() {
        return settings;
    }

    /// What policies mean.
    public Access access() {
        return access;
    }

    public Membership membership() {
        return membership;
    }

    public List<Workload> workloads() {
        return mesh.topology().workloads();
    }

    public Optional<Workload> workload(String namespace, String name) {
        return workloads().stream()
                .filter(one -> one.namespace().equals(namespace) && one.name().equals(name))
                .findFirst();
    }

    /// The objects of an API group (any version) and kind; `""` is the core group.
    public Stream<Manifest> objects(String group, String kind) {
        return manifests.ofKind(group, kind);
    }

    /// Whether nobody wrote the object down, but every mesh has it.
    public boolean isImplied(Manifest object) {
        return object.where().file().equals(ImpliedObjects.FILE);
    }
}
