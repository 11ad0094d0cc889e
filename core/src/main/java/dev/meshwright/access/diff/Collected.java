package dev.meshwright.access.diff;

import dev.meshwright.access.diff.AccessDiff.Change;
import dev.meshwright.access.diff.AccessDiff.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Puts changes together that differ in their target only.
final class Collected {
    private final SequencedMap<Alike, Change> first = new LinkedHashMap<>();
    private final SequencedMap<Alike, SequencedMap<Place, List<Integer>>> places = new LinkedHashMap<>();

    /// @param from who calls in the example
    private record Alike(List<String> callers, boolean all, String from, String example, String before, String after) {}

    private record Place(String to, String at) {}

    /// @param change without its targets
    void add(Change change, String to, String at, int port) {
        var example = change.example();
        var alike = new Alike(
                change.callers(), change.all(), example.from(), example.text(), change.before(), change.after());
        first.putIfAbsent(alike, change);
        var ports = places.computeIfAbsent(alike, _ -> new LinkedHashMap<>())
                .computeIfAbsent(new Place(to, at), _ -> new ArrayList<>());
        if (port > 0) {
            ports.add(port);
        }
    }

    List<Change> changes() {
        return first.entrySet().stream()
                .map(entry -> {
                    var change = entry.getValue();
                    return new Change(
                            targets(entry.getKey()),
                            change.callers(),
                            change.all(),
                            change.example(),
                            change.before(),
                            change.after());
                })
                .toList();
    }

    private List<Target> targets(Alike alike) {
        return places.getOrDefault(alike, new LinkedHashMap<>()).entrySet().stream()
                .map(entry -> new Target(entry.getKey().to(), entry.getKey().at(), entry.getValue()))
                .toList();
    }
}
