package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshConfig;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;

/// The networks of the mesh as an object of its own, which findings can be about.
final class MeshNetworks {
    private MeshNetworks() {}

    static Manifest object(Mesh mesh) {
        var networks = mesh.config().networks();
        var root = networks instanceof Node.Mapping mapping ? mapping : new Node.Mapping(networks.where(), List.of());
        return new Manifest(
                root.where(),
                "mesh.istio.io/v1alpha1",
                "MeshNetworks",
                MeshConfig.ROOT_NAMESPACE,
                "meshnetworks",
                root);
    }
}
