package dev.meshwright.analysis;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.List;

/// istiod's mesh-wide settings: the ConfigMap `istio` of the namespace `istio-system`, which carries them as texts.
/// Without it everything has Istio's default.
///
/// @param mesh the content of its key `mesh`
/// @param networks the content of its key `meshNetworks`
public record MeshConfig(Node mesh, Node networks) {
    /// The namespace of istiod, whose policies count for the whole mesh.
    public static final String ROOT_NAMESPACE = "istio-system";

    static MeshConfig in(List<Manifest> configMaps) {
        for (var map : configMaps) {
            if (map.name().equals("istio") && map.namespaceOrDefault().equals(ROOT_NAMESPACE)) {
                return new MeshConfig(content(map, "mesh"), content(map, "meshNetworks"));
            }
        }
        var nothing = new Node.Mapping(Source.ofFile(""), List.of());
        return new MeshConfig(nothing, nothing);
    }

    private static Node content(Manifest map, String key) {
        var text = map.root().text("data", key).orElse("");
        var objects = ManifestReader.parse(map.where().file(), text).objects();
        return objects.isEmpty()
                ? new Node.Mapping(map.where(), List.of())
                : objects.getFirst().root();
    }

    /// The namespace whose policies count for the whole mesh.
    public String rootNamespace() {
        return mesh.text("rootNamespace").orElse(ROOT_NAMESPACE);
    }
}
