package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which variant of the proxy's image a workload asks for (`distroless`, `debug`): the mesh config says it for all,
/// a ProxyConfig for the mesh, a namespace or workloads, an annotation for one.
final class ImageTypes {
    private static final String[] IMAGE_TYPE = {"image", "imageType"};

    private final String ofMesh;
    private final Map<String, String> ofNamespaces = new LinkedHashMap<>();
    private final List<Manifest> ofWorkloads = new ArrayList<>();

    private ImageTypes(Mesh mesh) {
        var type =
                mesh.config().mesh().text("defaultConfig", "image", "imageType").orElse("");
        for (var object : mesh.objects("networking.istio.io", "ProxyConfig")) {
            var own = object.root().text("spec", "image", "imageType").orElse("");
            if (own.isEmpty()) {
                continue;
            }
            if (object.namespaceOrDefault().equals(mesh.config().rootNamespace())) {
                type = own;
            } else if (object.root().at("spec", "selector").isEmpty()) {
                ofNamespaces.put(object.namespaceOrDefault(), own);
            } else {
                ofWorkloads.add(object);
            }
        }
        ofMesh = type;
    }

    static ImageTypes of(Mesh mesh) {
        return new ImageTypes(mesh);
    }

    /// The variant; "" for the usual image.
    String of(Workload workload) {
        var type = ofNamespaces.getOrDefault(workload.namespace(), ofMesh);
        for (var object : ofWorkloads) {
            if (object.namespaceOrDefault().equals(workload.namespace()) && selects(object, workload)) {
                type = object.root().text("spec", "image", "imageType").orElse("");
            }
        }
        var own = workload.annotations().getOrDefault("proxy.istio.io/config", "");
        type = ManifestReader.tree("", own, new ArrayList<>())
                .flatMap(config -> config.text(IMAGE_TYPE))
                .filter(text -> !text.isEmpty())
                .orElse(type);
        return type.equals("default") ? "" : type;
    }

    private static boolean selects(Manifest object, Workload workload) {
        for (Node.Entry label : object.root().entries("spec", "selector", "matchLabels")) {
            if (!label.value().text().orElse("").equals(workload.labels().get(label.key()))) {
                return false;
            }
        }
        return true;
    }
}
