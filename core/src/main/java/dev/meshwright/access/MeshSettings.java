package dev.meshwright.access;

import dev.meshwright.intent.Intent;

/// What of the mesh config decides about access.
///
/// @param rootNamespace where policies are for the whole mesh
/// @param trustDomain first part of the identities that the mesh issues
public record MeshSettings(String rootNamespace, String trustDomain) {
    private static final String ROOT_NAMESPACE = "istio-system";

    public static MeshSettings of(Intent intent) {
        return new MeshSettings(ROOT_NAMESPACE, intent.trustDomain());
    }
}
