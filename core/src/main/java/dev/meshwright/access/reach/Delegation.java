package dev.meshwright.access.reach;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What comes of a match of a VirtualService and one of its delegate: both hold, where the delegate's asks for a part
/// of what the other one does; nothing, where it asks for something else.
final class Delegation {
    private static final List<String> TEXTS = List.of("uri", "scheme", "method", "authority");
    private static final List<String> BY_NAME = List.of("headers", "withoutHeaders", "queryParams");

    private Delegation() {}

    /// The matches that have to hold together, one list per way to match; empty where there is none, or nothing is
    /// asked.
    static List<List<Node>> pairs(List<Node> own, List<Node> outer) {
        if (own.isEmpty() || outer.isEmpty()) {
            return (own.isEmpty() ? outer : own).stream().map(List::of).toList();
        }
        var pairs = new ArrayList<List<Node>>();
        for (var root : outer) {
            for (var leaf : own) {
                if (!isConflict(root, leaf)) {
                    pairs.add(List.of(leaf, root));
                }
            }
        }
        return pairs;
    }

    private static boolean isConflict(Node root, Node leaf) {
        return TEXTS.stream().anyMatch(key -> isConflict(root.at(key), leaf.at(key)))
                || BY_NAME.stream()
                        .anyMatch(key -> root.entries(key).stream()
                                .anyMatch(one -> isConflict(Optional.of(one.value()), leaf.at(key, one.key()))))
                || differ(root.text("port"), leaf.text("port"))
                || differ(root.text("sourceNamespace"), leaf.text("sourceNamespace"))
                || root.entries("sourceLabels").stream()
                        .anyMatch(one -> differ(one.value().text(), leaf.text("sourceLabels", one.key())));
    }

    private static boolean differ(Optional<String> root, Optional<String> leaf) {
        return root.isPresent() && leaf.isPresent() && !root.equals(leaf);
    }

    private static boolean isConflict(Optional<Node> root, Optional<Node> leaf) {
        if (root.isEmpty() || leaf.isEmpty()) {
            return false;
        }
        var exact = leaf.get().text("exact");
        var rootExact = root.get().text("exact");
        if (rootExact.isPresent()) {
            return !rootExact.equals(exact);
        }
        var prefix = root.get().text("prefix");
        return prefix.isEmpty()
                || exact.or(() -> leaf.get().text("prefix"))
                        .filter(text -> text.startsWith(prefix.get()))
                        .isEmpty();
    }
}
