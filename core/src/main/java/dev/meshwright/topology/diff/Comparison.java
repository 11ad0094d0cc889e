package dev.meshwright.topology.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds for each thing of one list the same in another.
final class Comparison<T> {
    private final Function<T, String> identity;
    private final List<Function<T, String>> looser;

    /// @param identity what makes two things the same
    /// @param looser by what the one of two things that is left may be the same as the one that is new
    Comparison(Function<T, String> identity, List<Function<T, String>> looser) {
        this.identity = identity;
        this.looser = List.copyOf(looser);
    }

    record Pair<T>(T before, T after) {}

    record Outcome<T>(List<T> added, List<T> removed, List<Pair<T>> kept) {}

    Outcome<T> between(List<T> before, List<T> after) {
        var kept = new TreeMap<String, Pair<T>>();
        var removed = byKey(before, identity);
        var added = byKey(after, identity);
        Map.copyOf(removed).forEach((key, old) -> {
            var now = added.remove(key);
            if (now != null) {
                kept.put(key, new Pair<>(old, now));
                removed.remove(key);
            }
        });
        looser.forEach(loosely -> pairUp(removed, added, loosely, kept));
        return new Outcome<>(List.copyOf(added.values()), List.copyOf(removed.values()), List.copyOf(kept.values()));
    }

    private void pairUp(
            SequencedMap<String, T> removed,
            SequencedMap<String, T> added,
            Function<T, String> loosely,
            Map<String, Pair<T>> kept) {
        var candidates = groups(added, loosely);
        groups(removed, loosely).forEach((key, old) -> {
            var now = candidates.getOrDefault(key, List.of());
            if (old.size() == 1 && now.size() == 1) {
                kept.put(identity.apply(old.getFirst()), new Pair<>(old.getFirst(), now.getFirst()));
                removed.remove(identity.apply(old.getFirst()));
                added.remove(identity.apply(now.getFirst()));
            }
        });
    }

    private Map<String, List<T>> groups(SequencedMap<String, T> things, Function<T, String> loosely) {
        var groups = new LinkedHashMap<String, List<T>>();
        things.values()
                .forEach(thing -> groups.computeIfAbsent(loosely.apply(thing), _ -> new ArrayList<>())
                        .add(thing));
        return groups;
    }

    private static <T> SequencedMap<String, T> byKey(List<T> things, Function<T, String> identity) {
        var byKey = new TreeMap<String, T>();
        things.forEach(thing -> byKey.putIfAbsent(identity.apply(thing), thing));
        return byKey;
    }

    /// Adds a change if the field is not the same.
    static <T> void add(
            List<MapDiff.Change> changes, String of, String field, Pair<T> pair, Function<T, String> value) {
        String before = value.apply(pair.before());
        String after = value.apply(pair.after());
        if (!before.equals(after)) {
            changes.add(new MapDiff.Change(of, field, before, after));
        }
    }
}
