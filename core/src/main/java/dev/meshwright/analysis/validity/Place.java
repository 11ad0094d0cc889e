package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A node together with its path within the object.
record Place(Node node, String path) {

    /// The place below these keys; a null value counts as absent.
    Optional<Place> at(String... keys) {
        return node.at(keys).map(found -> new Place(found, below(keys)));
    }

    boolean has(String... keys) {
        return node.at(keys).isPresent();
    }

    String text(String... keys) {
        return node.text(keys).orElse("");
    }

    String text() {
        return node instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    boolean isTrue(String... keys) {
        return node.bool(keys).orElse(false);
    }

    /// The items of the list below these keys; empty if there is none.
    List<Place> items(String... keys) {
        var items = node.items(keys);
        var places = new ArrayList<Place>(items.size());
        for (int i = 0; i < items.size(); i++) {
            places.add(new Place(items.get(i), below(keys) + "[" + i + "]"));
        }
        return places;
    }

    /// The values of the mapping below these keys, each at its key's path.
    List<Place> values(String... keys) {
        var places = new ArrayList<Place>();
        for (var entry : node.entries(keys)) {
            places.add(new Place(entry.value(), below(keys) + "." + entry.key()));
        }
        return places;
    }

    /// The field's name, without what stands around it.
    String field() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private String below(String... keys) {
        var joined = String.join(".", keys);
        return path.isEmpty() ? joined : joined.isEmpty() ? path : path + "." + joined;
    }
}
