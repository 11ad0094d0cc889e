package dev.meshwright.analysis;

import dev.meshwright.access.Access;
import dev.meshwright.access.Membership;
import dev.meshwright.access.MeshSettings;

/// Who is in the mesh and what policies mean there, read once for all rules that ask.
///
/// @param settings of the mesh config, else of the intent
/// @param membership who is in the mesh
/// @param access what its policies admit
public record MeshAccess(MeshSettings settings, Membership membership, Access access) {

    public static MeshAccess of(Mesh mesh) {
        return mesh.view(MeshAccess.class, MeshAccess::read);
    }

    private static MeshAccess read(Mesh mesh) {
        var settings = MeshSettings.of(mesh.config().mesh(), mesh.intent());
        return new MeshAccess(settings, Membership.of(mesh.manifests()), Access.of(mesh.manifests(), settings));
    }
}
