package dev.meshwright.analysis;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;

/// istiod's mesh-wide settings: files given beside the manifests, else the ConfigMap `istio` of the namespace
/// `istio-system`, which carries them as texts. Without either everything has Istio's default.
///
/// @param mesh the mesh config, which the ConfigMap has under `mesh`
/// @param networks the networks, which the ConfigMap has under `meshNetworks`
public record MeshConfig(Node mesh, Node networks) {
    /// The namespace of istiod, whose policies count for the whole mesh.
    public static final String ROOT_NAMESPACE = "istio-system";

    static MeshConfig in(List<Manifest> configMaps, Surroundings surroundings) {
        var map = configMaps.stream()
                .filter(one ->
                        one.name().equals("istio") && one.namespaceOrDefault().equals(ROOT_NAMESPACE))
                .findFirst();
        var nothing = new Node.Mapping(Source.ofFile(""), List.of());
        var mesh = surroundings.meshConfig();
        var networks = surroundings.meshNetworks();
        return new MeshConfig(
                mesh != null ? mesh : map.map(one -> content(one, "mesh")).orElse(nothing),
                networks != null
                        ? networks
                        : map.map(one -> content(one, "meshNetworks")).orElse(nothing));
    }

    /// The tree of a text in a ConfigMap, on the lines that it has in the file.
    private static Node content(Manifest map, String key) {
        var text = map.root().text("data", key).orElse("");
        var where = map.where("data", key);
        // A text of several lines is a block, which starts below its key.
        int linesBefore = text.contains("\n") ? where.line() : where.line() - 1;
        return ManifestReader.tree(where.file(), "\n".repeat(Math.max(0, linesBefore)) + text, new ArrayList<>())
                .filter(node -> node instanceof Node.Mapping)
                .orElse(new Node.Mapping(where, List.of()));
    }

    /// The namespace whose policies count for the whole mesh.
    public String rootNamespace() {
        return mesh.text("rootNamespace").filter(name -> !name.isEmpty()).orElse(ROOT_NAMESPACE);
    }
}
