package dev.meshwright.analysis.annotations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/// An annotation that Istio documents.
///
/// @param kinds the kinds it may stand on; `Any` for all
record KnownAnnotation(String name, List<String> kinds, boolean deprecated) {
    private static final String LIST = "istio-annotations.txt";
    private static final TreeMap<String, KnownAnnotation> ALL = read();

    KnownAnnotation {
        kinds = List.copyOf(kinds);
    }

    static Optional<KnownAnnotation> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static SortedSet<String> names() {
        return ALL.navigableKeySet();
    }

    boolean mayStandOn(String kind) {
        return kinds.contains("Any") || kinds.contains(kind);
    }

    private static TreeMap<String, KnownAnnotation> read() {
        var all = new TreeMap<String, KnownAnnotation>();
        try (var in = Objects.requireNonNull(KnownAnnotation.class.getResourceAsStream(LIST), LIST)) {
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(KnownAnnotation::parse)
                    .forEach(one -> all.put(one.name(), one));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static KnownAnnotation parse(String line) {
        var words = List.of(line.split(" "));
        return new KnownAnnotation(words.get(0), List.of(words.get(1).split(",")), words.contains("deprecated"));
    }
}
