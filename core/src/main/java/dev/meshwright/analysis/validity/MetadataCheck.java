package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;

/// The part of `metadata` that is ours to judge: name and namespace are texts, labels and annotations maps of texts.
/// `version: 1.0` without quotes is a number, and the API server refuses it.
final class MetadataCheck {
    private MetadataCheck() {}

    static void check(Manifest object, Verdict verdict) {
        var root = new Place(object.root(), "");
        for (var metadata : List.of(root, template(root))) {
            metadata.at("metadata", "name").ifPresent(name -> text(name, verdict));
            metadata.at("metadata", "namespace").ifPresent(namespace -> text(namespace, verdict));
            texts(metadata, "labels", verdict);
            texts(metadata, "annotations", verdict);
        }
    }

    private static Place template(Place root) {
        return root.at("spec", "template")
                .filter(template -> template.has("spec", "containers"))
                .orElse(new Place(new Node.Mapping(root.node().where(), List.of()), ""));
    }

    private static void texts(Place object, String field, Verdict verdict) {
        object.at("metadata", field).ifPresent(map -> {
            if (map.node() instanceof Node.Mapping) {
                map.values().forEach(value -> text(value, verdict));
            } else {
                verdict.error(map, field + " must be an object of texts", "Write `key: value` lines below it.");
            }
        });
    }

    private static void text(Place place, Verdict verdict) {
        if (place.node() instanceof Node.Scalar scalar) {
            var text = scalar.text();
            if (scalar.type() != Node.Scalar.Type.STRING && !scalar.isNull()) {
                verdict.unquoted(
                        place, scalar, "`" + place.path() + "` is " + text + " without quotes, but must be a text");
            }
        } else {
            verdict.error(place, "`" + place.path() + "` must be a text", "Write one value here.");
        }
    }
}
