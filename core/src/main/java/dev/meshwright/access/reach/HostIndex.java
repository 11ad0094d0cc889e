package dev.meshwright.access.reach;

import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Objects of Istio by the hosts they are for, the oldest first.
final class HostIndex {
    private final Map<String, List<Entry>> exact = new HashMap<>();
    private final List<Entry> wildcards = new ArrayList<>();
    private int size;

    /// An object for a host.
    ///
    /// @param host the full name, or one with a star in front
    record Entry(int age, String host, Manifest object) {}

    private HostIndex() {}

    /// @param keys where an object has its hosts: a text or a list of them
    static HostIndex of(Stream<Manifest> objects, String... keys) {
        var index = new HostIndex();
        objects.sorted(Visible.BY_AGE).forEach(object -> index.add(object, keys));
        return index;
    }

    private void add(Manifest object, String... keys) {
        var hosts = Visible.texts(object.root(), keys);
        for (var written : hosts.isEmpty() ? object.root().text(keys).stream().toList() : hosts) {
            var host = Visible.fullName(written, object.namespaceOrDefault());
            var entry = new Entry(size++, host, object);
            if (host.startsWith("*")) {
                wildcards.add(entry);
            } else {
                exact.computeIfAbsent(host, _ -> new ArrayList<>()).add(entry);
            }
        }
    }

    /// Those for a host, the oldest first.
    List<Entry> of(String name) {
        return Stream.concat(
                        exact.getOrDefault(name, List.of()).stream(),
                        wildcards.stream()
                                .filter(entry -> name.endsWith(entry.host().substring(1))))
                .sorted(Comparator.comparingInt(Entry::age))
                .toList();
    }
}
