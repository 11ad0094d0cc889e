package dev.meshwright.analysis;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Node.Entry;
import dev.meshwright.manifest.Node.Mapping;
import dev.meshwright.manifest.Node.Scalar;
import dev.meshwright.manifest.Node.Sequence;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;

/// A change of an object that removes a finding, whatever stands around it. A place means every value that was written
/// there: what an anchor shares has one.
public sealed interface Edit {
    /// As it was checked.
    Manifest object();

    /// The object's tree with the change made.
    ///
    /// @param root the tree as it was checked
    Mapping appliedTo(Mapping root);

    /// A text is set below these keys.
    ///
    /// @param path keys from the object's root; those that do not exist are made
    record Set(Manifest object, List<String> path, String value) implements Edit {
        public Set {
            path = List.copyOf(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("an edit needs a key");
            }
        }

        @Override
        public Mapping appliedTo(Mapping root) {
            return with(root, path, value);
        }

        private static Mapping with(Mapping tree, List<String> path, String value) {
            var key = path.getFirst();
            var rest = path.subList(1, path.size());
            var old = tree.at(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
            Node wanted = rest.isEmpty()
                    ? new Scalar(tree.where(), value, Scalar.Type.STRING)
                    : with(old.orElse(new Mapping(tree.where(), List.of())), rest, value);
            var entries = new ArrayList<>(tree.entries());
            entries.removeIf(entry -> entry.key().equals(key));
            entries.add(new Entry(tree.where(), key, wanted));
            return new Mapping(tree.where(), entries);
        }
    }

    /// The scalar at a place becomes another.
    record Replace(Manifest object, Source where, Scalar value) implements Edit {
        @Override
        public Mapping appliedTo(Mapping root) {
            return (Mapping) in(root);
        }

        private Node in(Node tree) {
            return switch (tree) {
                case Scalar scalar -> scalar.where().equals(where) ? value : scalar;
                case Sequence list ->
                    new Sequence(
                            list.where(), list.items().stream().map(this::in).toList());
                case Mapping map ->
                    new Mapping(
                            map.where(),
                            map.entries().stream()
                                    .map(entry -> new Entry(entry.where(), entry.key(), in(entry.value())))
                                    .toList());
            };
        }
    }

    /// The key at a place gets another name.
    record Rename(Manifest object, Source where, String name) implements Edit {
        @Override
        public Mapping appliedTo(Mapping root) {
            return (Mapping) in(root);
        }

        private Node in(Node tree) {
            return switch (tree) {
                case Scalar scalar -> scalar;
                case Sequence list ->
                    new Sequence(
                            list.where(), list.items().stream().map(this::in).toList());
                case Mapping map ->
                    new Mapping(
                            map.where(),
                            map.entries().stream()
                                    .map(entry -> new Entry(
                                            entry.where(),
                                            entry.where().equals(where) ? name : entry.key(),
                                            in(entry.value())))
                                    .toList());
            };
        }
    }
}
