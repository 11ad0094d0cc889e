package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Changed copies of trees.
final class Trees {
    private Trees() {}

    static Node.Scalar text(Source where, String value) {
        return new Node.Scalar(where, value, Node.Scalar.Type.STRING);
    }

    /// The mapping with this value for the key, at the key's place or at the end.
    static Node.Mapping with(Node.Mapping map, String key, Node value) {
        var entries = new ArrayList<Node.Entry>();
        boolean isNew = true;
        for (var entry : map.entries()) {
            boolean isIt = entry.key().equals(key);
            entries.add(isIt ? new Node.Entry(entry.where(), key, value) : entry);
            isNew &= !isIt;
        }
        if (isNew) {
            entries.add(new Node.Entry(value.where(), key, value));
        }
        return new Node.Mapping(map.where(), entries);
    }

    static Node.Mapping without(Node.Mapping map, String key) {
        return new Node.Mapping(
                map.where(),
                map.entries().stream().filter(entry -> !entry.key().equals(key)).toList());
    }

    /// Changes what stands at the end of the path where it is there; lists on the way count with all their items.
    static Node change(Node node, List<String> path, UnaryOperator<Node> change) {
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.where(),
                    list.items().stream()
                            .map(item -> change(item, path, change))
                            .toList());
        }
        if (path.isEmpty()) {
            return change.apply(node);
        }
        return node instanceof Node.Mapping map
                ? map.at(path.getFirst())
                        .<Node>map(child -> with(map, path.getFirst(), change(child, rest(path), change)))
                        .orElse(map)
                : node;
    }

    /// Puts a value at the end of the path, and mappings on the way where they are missing; lists on the way count with
    /// all their items.
    static Node put(Node node, List<String> path, Node value) {
        if (path.isEmpty()) {
            return value;
        }
        return switch (node) {
            case Node.Sequence list ->
                new Node.Sequence(
                        list.where(),
                        list.items().stream()
                                .map(item -> put(item, path, value))
                                .toList());
            case Node.Mapping map -> {
                var child = map.at(path.getFirst()).orElse(new Node.Mapping(value.where(), List.of()));
                yield with(map, path.getFirst(), put(child, rest(path), value));
            }
            case Node.Scalar _ -> node;
        };
    }

    static List<String> rest(List<String> path) {
        return path.subList(1, path.size());
    }
}
