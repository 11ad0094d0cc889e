package dev.meshwright.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A value of a manifest with its place. Aliases and merge keys are already resolved; keys keep their order.
public sealed interface Node {
    Source where();

    /// A text, number, boolean or null; `text` is what stands in the file without quotes, so `1.10` stays `1.10`;
    /// but booleans are `true` or `false` however they are written (`yes`, `on`, `False`).
    ///
    /// @param isBlock whether the text is written line by line below its place (`|`, `>`)
    record Scalar(Source where, String text, Type type, boolean isBlock) implements Node {
        public Scalar(Source where, String text, Type type) {
            this(where, text, type, false);
        }

        public enum Type {
            STRING,
            INTEGER,
            NUMBER,
            BOOLEAN,
            NULL
        }

        public boolean isNull() {
            return type == Type.NULL;
        }
    }

    /// A list.
    record Sequence(Source where, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// An object; keys are unique (of a key that stands twice the last value counts, and a [Problem] tells).
    record Mapping(Source where, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Node> get(String key) {
            return Optional.ofNullable(find(key));
        }

        /// Without an iterator: nothing is done as often as this.
        private @Nullable Node find(String key) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).key().equals(key)) {
                    return entries.get(i).value();
                }
            }
            return null;
        }
    }

    /// One key of a mapping; `where` is the key's place.
    record Entry(Source where, String key, Node value) {}

    /// The node below these keys, if every step is a mapping that has the key. A null value counts as absent.
    default Optional<Node> at(String... keys) {
        @Nullable Node node = this;
        for (var key : keys) {
            node = node instanceof Mapping mapping ? mapping.find(key) : null;
        }
        return node == null || (node instanceof Scalar scalar && scalar.isNull())
                ? Optional.empty()
                : Optional.of(node);
    }

    /// The scalar below these keys as text; numbers and booleans as they are written.
    default Optional<String> text(String... keys) {
        return at(keys).flatMap(node -> node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty());
    }

    /// The whole number below these keys, if it is one (`8080`, `0x1F`, also in quotes) and fits.
    default Optional<Integer> integer(String... keys) {
        return at(keys).flatMap(node -> node instanceof Scalar scalar ? parseInt(scalar) : Optional.empty());
    }

    /// The boolean below these keys; a text `"true"` is not one.
    default Optional<Boolean> bool(String... keys) {
        return at(keys).filter(node -> node instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOLEAN)
                .map(node -> ((Scalar) node).text().equals("true"));
    }

    /// The items of the list below these keys; empty if there is none.
    default List<Node> items(String... keys) {
        return at(keys).map(node -> node instanceof Sequence list ? list.items() : List.<Node>of())
                .orElse(List.of());
    }

    /// The entries of the mapping below these keys; empty if there is none.
    default List<Entry> entries(String... keys) {
        return at(keys).map(node -> node instanceof Mapping map ? map.entries() : List.<Entry>of())
                .orElse(List.of());
    }

    /// Whether this is the same value, wherever it stands and in whatever order its keys are.
    default boolean isSameAs(Node other) {
        return switch (this) {
            case Scalar mine ->
                other instanceof Scalar scalar && mine.text().equals(scalar.text()) && mine.type() == scalar.type();
            case Sequence mine ->
                other instanceof Sequence list
                        && mine.items().size() == list.items().size()
                        && IntStream.range(0, mine.items().size())
                                .allMatch(i -> mine.items()
                                        .get(i)
                                        .isSameAs(list.items().get(i)));
            case Mapping mine ->
                other instanceof Mapping map
                        && mine.entries().size() == map.entries().size()
                        && mine.entries().stream()
                                .allMatch(entry -> map.get(entry.key())
                                        .filter(entry.value()::isSameAs)
                                        .isPresent());
        };
    }

    /// The same tree with other places.
    default Node moved(UnaryOperator<Source> to) {
        return switch (this) {
            case Scalar mine -> new Scalar(to.apply(mine.where()), mine.text(), mine.type(), mine.isBlock());
            case Sequence mine ->
                new Sequence(
                        to.apply(mine.where()),
                        mine.items().stream().map(item -> item.moved(to)).toList());
            case Mapping mine ->
                new Mapping(
                        to.apply(mine.where()),
                        mine.entries().stream()
                                .map(entry -> new Entry(
                                        to.apply(entry.where()),
                                        entry.key(),
                                        entry.value().moved(to)))
                                .toList());
        };
    }

    private static Optional<Integer> parseInt(Scalar scalar) {
        try {
            boolean isInteger = scalar.type() == Scalar.Type.INTEGER;
            return Optional.of(Integer.valueOf(isInteger ? Scalars.decimal(scalar.text()) : scalar.text()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
