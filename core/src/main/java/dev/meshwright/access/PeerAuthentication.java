package dev.meshwright.access;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.SequencedMap;

/// A `PeerAuthentication` by its meaning.
///
/// @param selector pod labels it is limited to; empty for a whole namespace, or the mesh
/// @param mode UNSET where it leaves the mode to the level above
public record PeerAuthentication(
        Manifest object, SequencedMap<String, String> selector, Mode mode, Source modeWhere, List<PortMode> ports) {

    public PeerAuthentication {
        ports = List.copyOf(ports);
    }

    public enum Mode {
        UNSET,
        DISABLE,
        PERMISSIVE,
        STRICT
    }

    /// The mode of one port of the pod.
    public record PortMode(Source where, int port, Mode mode) {}

    public String namespace() {
        return object.namespaceOrDefault();
    }

    /// `namespace/name`.
    public String id() {
        return object.id();
    }

    public boolean hasSelector() {
        return !selector.isEmpty();
    }

    /// Whether it is for the whole mesh.
    public boolean isMeshWide(MeshSettings settings) {
        return !hasSelector() && namespace().equals(settings.rootNamespace());
    }

    /// Whether it is for single workloads, this one among them. In the root namespace a selector has no effect.
    public boolean selects(Workload workload, MeshSettings settings) {
        return hasSelector()
                && namespace().equals(workload.namespace())
                && !namespace().equals(settings.rootNamespace())
                && workload.isSelectedBy(selector);
    }
}
