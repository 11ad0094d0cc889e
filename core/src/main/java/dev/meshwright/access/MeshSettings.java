package dev.meshwright.access;

import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Node;
import java.util.List;

/// What of the mesh config decides about access.
///
/// @param rootNamespace where policies are for the whole mesh
/// @param trustDomain first part of the identities that the mesh issues
/// @param trustDomainAliases further names that policies may give to the trust domain
/// @param paths how proxies write paths before they look at them
/// @param registryOnly whether sidecars send nothing to hosts that they do not know
public record MeshSettings(
        String rootNamespace,
        String trustDomain,
        List<String> trustDomainAliases,
        PathNormalization paths,
        boolean registryOnly) {
    private static final String ROOT_NAMESPACE = "istio-system";

    public MeshSettings {
        trustDomainAliases = List.copyOf(trustDomainAliases);
    }

    /// With sidecars that let everything out, which is Istio's default.
    public MeshSettings(
            String rootNamespace, String trustDomain, List<String> trustDomainAliases, PathNormalization paths) {
        this(rootNamespace, trustDomain, trustDomainAliases, paths, false);
    }

    public static MeshSettings of(Intent intent) {
        return new MeshSettings(ROOT_NAMESPACE, intent.trustDomain(), List.of(), PathNormalization.BASE);
    }

    /// What a mesh config says; where it says nothing, the intent, or Istio's defaults.
    public static MeshSettings of(Node meshConfig, Intent intent) {
        return new MeshSettings(
                meshConfig.text("rootNamespace").orElse(ROOT_NAMESPACE),
                meshConfig.text("trustDomain").orElse(intent.trustDomain()),
                meshConfig.items("trustDomainAliases").stream()
                        .flatMap(alias -> alias.text().stream())
                        .toList(),
                PathNormalization.of(
                        meshConfig.text("pathNormalization", "normalization").orElse("")),
                meshConfig.text("outboundTrafficPolicy", "mode").orElse("").equals("REGISTRY_ONLY"));
    }
}
