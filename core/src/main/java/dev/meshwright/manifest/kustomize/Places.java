package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.List;
import java.util.stream.IntStream;

/// Gives what a tool printed the places that the same values have in the user's files.
final class Places {
    private Places() {}

    /// @param printed what counts
    /// @param known the same object with places; values that it has not get the place of what they stand in
    static Node of(Node printed, Node known) {
        return switch (printed) {
            case Node.Mapping map ->
                new Node.Mapping(
                        known.where(),
                        map.entries().stream().map(entry -> entry(entry, known)).toList());
            case Node.Sequence list -> {
                var items = known instanceof Node.Sequence other ? other.items() : List.<Node>of();
                yield new Node.Sequence(
                        known.where(),
                        IntStream.range(0, list.items().size())
                                .mapToObj(i -> of(
                                        list.items().get(i), like(list.items().get(i), i, items, known)))
                                .toList());
            }
            case Node.Scalar scalar ->
                known instanceof Node.Scalar other && other.text().equals(scalar.text())
                        ? new Node.Scalar(other.where(), scalar.text(), scalar.type(), other.isBlock())
                        : new Node.Scalar(known.where(), scalar.text(), scalar.type());
        };
    }

    private static Node.Entry entry(Node.Entry printed, Node known) {
        if (known instanceof Node.Mapping map) {
            for (var entry : map.entries()) {
                if (entry.key().equals(printed.key())) {
                    return new Node.Entry(entry.where(), entry.key(), of(printed.value(), entry.value()));
                }
            }
        }
        Source where = known.where();
        return new Node.Entry(where, printed.key(), of(printed.value(), new Node.Mapping(where, List.of())));
    }

    /// The same item: at its place, or else wherever it stands.
    private static Node like(Node printed, int index, List<Node> items, Node list) {
        if (index < items.size() && items.get(index).isSameAs(printed)) {
            return items.get(index);
        }
        return items.stream()
                .filter(item -> item.isSameAs(printed))
                .findFirst()
                .orElse(index < items.size() ? items.get(index) : new Node.Mapping(list.where(), List.of()));
    }
}
