package dev.meshwright.analysis.review;

import dev.meshwright.analysis.review.Change.Field;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values in which two objects differ. What a cluster keeps for itself does not count.
final class FieldChanges {
    private static final int LONGEST = 80;
    private static final Set<String> OF_THE_CLUSTER = Set.of(
            "status",
            "metadata.resourceVersion",
            "metadata.generation",
            "metadata.managedFields",
            "metadata.uid",
            "metadata.annotations.kubectl.kubernetes.io/last-applied-configuration");

    private final List<Field> fields = new ArrayList<>();

    private final boolean showsValues;

    private FieldChanges(boolean showsValues) {
        this.showsValues = showsValues;
    }

    /// @param showsValues whether the values are told, or only that they differ
    static List<Field> between(Node before, Node after, boolean showsValues) {
        var changes = new FieldChanges(showsValues);
        changes.compare("", Optional.of(before), Optional.of(after));
        return changes.fields;
    }

    private void compare(String path, Optional<Node> before, Optional<Node> after) {
        if (OF_THE_CLUSTER.contains(path)) {
            return;
        }
        var old = before.orElse(null);
        var fresh = after.orElse(null);
        if (old instanceof Node.Mapping was && fresh instanceof Node.Mapping is) {
            var keys = new LinkedHashSet<String>();
            was.entries().forEach(entry -> keys.add(entry.key()));
            is.entries().forEach(entry -> keys.add(entry.key()));
            keys.forEach(key -> compare(path.isEmpty() ? key : path + "." + key, was.get(key), is.get(key)));
        } else if (old instanceof Node.Sequence was
                && fresh instanceof Node.Sequence is
                && was.items().size() == is.items().size()) {
            for (int i = 0; i < was.items().size(); i++) {
                compare(
                        path + "[" + i + "]",
                        Optional.of(was.items().get(i)),
                        Optional.of(is.items().get(i)));
            }
        } else if (old == null || fresh == null || !old.isSameAs(fresh)) {
            fields.add(showsValues ? new Field(path, text(old), text(fresh)) : new Field(path, "", ""));
        }
    }

    /// On one line, and not too long.
    private static String text(@Nullable Node node) {
        var text = node == null ? "" : flow(node);
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String flow(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text().replaceAll("\\s+", " ").strip();
            case Node.Sequence list ->
                "["
                        + String.join(
                                ", ",
                                list.items().stream().map(FieldChanges::flow).toList()) + "]";
            case Node.Mapping map ->
                "{"
                        + String.join(
                                ", ",
                                map.entries().stream()
                                        .map(entry -> entry.key() + ": " + flow(entry.value()))
                                        .toList())
                        + "}";
        };
    }
}
