package dev.meshwright.schema;

import dev.meshwright.manifest.Node;
import org.jspecify.annotations.Nullable;

/// A place within an object, written out only when a message needs it.
///
/// @param key the field's name; null for an item of a list
record Path(@Nullable Path parent, @Nullable String key, int index) {
    static final Path ROOT = new Path(null, "", 0);

    Path field(String name) {
        return new Path(this, name, 0);
    }

    Path item(int position) {
        return new Path(this, null, position);
    }

    /// The name to speak of it in a message: the last field's.
    String name() {
        if (key != null) {
            return parent == null ? "the object" : "`" + key + "`";
        }
        return parent == null ? "the object" : "item " + index + " of " + parent.name();
    }

    /// The node at this place, or the one above it where defaults filled this place in.
    Node nearest(Node root) {
        if (parent == null) {
            return root;
        }
        var above = parent.nearest(root);
        if (key != null) {
            return above.at(key).orElse(above);
        }
        return above instanceof Node.Sequence list && index < list.items().size()
                ? list.items().get(index)
                : above;
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        if (key == null) {
            return parent + "[" + index + "]";
        }
        var prefix = parent.toString();
        return prefix.isEmpty() ? key : prefix + "." + key;
    }
}
