package dev.meshwright.manifest;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// One Kubernetes object as it stands in a file. Kinds that we do not know are kept like the others.
///
/// @param where the object's first line
/// @param name `metadata.name`, else its `generateName`; "" where there is neither
/// @param namespace as written; "" where the manifest sets none
public record Manifest(Source where, String apiVersion, String kind, String namespace, String name, Node.Mapping root) {

    /// The same object with other places.
    public Manifest moved(UnaryOperator<Source> to) {
        return new Manifest(to.apply(where), apiVersion, kind, namespace, name, (Node.Mapping) root.moved(to));
    }

    /// The API group: "" for core kinds, `apps`, `networking.istio.io`.
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /// The version without the group: `v1`, `v1beta1`.
    public String version() {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /// The namespace the object lands in when nobody says otherwise.
    public String namespaceOrDefault() {
        return namespace.isEmpty() ? "default" : namespace;
    }

    /// `namespace/name`, the namespace being `default` where the manifest sets none.
    public String id() {
        return namespaceOrDefault() + "/" + name;
    }

    public Optional<Node> spec() {
        return root.at("spec");
    }

    public SequencedMap<String, String> labels() {
        return texts("metadata", "labels");
    }

    public SequencedMap<String, String> annotations() {
        return texts("metadata", "annotations");
    }

    /// The place of the node below these keys, or of the object where there is none.
    public Source where(String... keys) {
        return root.at(keys).map(Node::where).orElse(where);
    }

    private SequencedMap<String, String> texts(String... keys) {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : root.entries(keys)) {
            if (entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
                texts.put(entry.key(), scalar.text());
            }
        }
        return texts;
    }
}
