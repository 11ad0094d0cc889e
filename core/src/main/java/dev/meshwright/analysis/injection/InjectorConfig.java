package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a revision of istiod injects: the values in its ConfigMap `istio-sidecar-injector`.
record InjectorConfig(Node values) {
    private static final String NAME = "istio-sidecar-injector";

    /// Of a revision; "" and `default` are the same.
    static Optional<InjectorConfig> of(Mesh mesh, String revision) {
        var name = revision.isEmpty() || revision.equals("default") ? NAME : NAME + "-" + revision;
        return Optional.ofNullable(mesh.view(All.class, All::of).byName().get(name));
    }

    /// Those of all revisions, by the names of their ConfigMaps.
    private record All(Map<String, InjectorConfig> byName) {
        static All of(Mesh mesh) {
            var byName = new HashMap<String, InjectorConfig>();
            for (var map : mesh.objects("", "ConfigMap")) {
                if (map.name().startsWith(NAME)) {
                    byName.computeIfAbsent(map.name(), _ -> read(map));
                }
            }
            return new All(byName);
        }
    }

    private static InjectorConfig read(Manifest map) {
        var text = map.root().text("data", "values").orElse("");
        var tree = ManifestReader.tree(map.where().file(), text, new ArrayList<>());
        return new InjectorConfig(tree.orElse(map.root()));
    }

    boolean injectsByDefault() {
        return values.bool("sidecarInjectorWebhook", "enableNamespacesByDefault")
                .orElse(false);
    }

    boolean rewritesProbes() {
        return values.bool("sidecarInjectorWebhook", "rewriteAppHTTPProbe").orElse(true);
    }

    /// The proxy's image.
    String image() {
        var image = text("global", "proxy", "image");
        return image.contains("/") ? image : text("global", "hub") + "/" + image + ":" + text("global", "tag");
    }

    private String text(String... keys) {
        return values.text(keys).orElse("");
    }
}
