package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Field;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where in a request a test looks: one dimension of the space of requests.
///
/// @param path the header's name, or the names on the way to a claim; empty elsewhere
record Place(Field field, List<String> path) implements Comparable<Place> {
    /// Callers early: sets are taken apart by them.
    private static final List<Field> ORDERED = Stream.concat(
                    Stream.of(Field.PORT, Field.PEER), Stream.of(Field.values()))
            .distinct()
            .toList();

    private static final Comparator<Place> ORDER = Comparator.<Place>comparingInt(place -> ORDERED.indexOf(place.field))
            .thenComparing(place -> String.join("\n", place.path));

    Place {
        path = List.copyOf(path);
    }

    static Place of(Field field) {
        return new Place(field, List.of());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /// Whether the other is a claim within this one.
    boolean isAbove(Place other) {
        return field == Field.CLAIMS
                && other.field == Field.CLAIMS
                && other.path.size() > path.size()
                && other.path.subList(0, path.size()).equals(path);
    }
}
