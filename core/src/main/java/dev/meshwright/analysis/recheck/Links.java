package dev.meshwright.analysis.recheck;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who has to do with whom in a mesh that changes.
final class Links {
    private final Map<String, Set<Entry>> byJoin = new HashMap<>();
    private final Map<String, Set<Entry>> byName = new HashMap<>();
    private final Map<String, Set<Entry>> byWord = new HashMap<>();
    private final Map<String, Set<Entry>> byWhole = new HashMap<>();
    private final Map<String, Set<Entry>> byNamespace = new HashMap<>();
    private final Map<String, Set<Entry>> wide = new HashMap<>();
    private final Map<Label, Set<Entry>> pods = new HashMap<>();
    private final Map<Label, Set<Entry>> selectors = new HashMap<>();

    private record Label(String namespace, String key, String value) {}

    void add(Entry entry) {
        entry.joins.forEach(join -> put(byJoin, join, entry));
        entry.names.forEach(name -> put(byName, name, entry));
        entry.words.forEach(word -> put(byWord, word, entry));
        entry.wholes.forEach(word -> put(byWhole, word, entry));
        put(byNamespace, entry.namespace, entry);
        if (entry.isWide()) {
            put(wide, entry.namespace, entry);
        }
        entry.podLabels.forEach((key, value) -> put(pods, new Label(entry.namespace, key, value), entry));
        for (var selector : entry.selectors) {
            selector.forEach((key, value) -> put(selectors, new Label(entry.namespace, key, value), entry));
        }
    }

    void remove(Entry entry) {
        entry.joins.forEach(join -> take(byJoin, join, entry));
        entry.names.forEach(name -> take(byName, name, entry));
        entry.words.forEach(word -> take(byWord, word, entry));
        entry.wholes.forEach(word -> take(byWhole, word, entry));
        take(byNamespace, entry.namespace, entry);
        take(wide, entry.namespace, entry);
        entry.podLabels.forEach((key, value) -> take(pods, new Label(entry.namespace, key, value), entry));
        for (var selector : entry.selectors) {
            selector.forEach((key, value) -> take(selectors, new Label(entry.namespace, key, value), entry));
        }
    }

    private static <K> void put(Map<K, Set<Entry>> index, K key, Entry entry) {
        index.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(entry);
    }

    private static <K> void take(Map<K, Set<Entry>> index, K key, Entry entry) {
        var entries = index.get(key);
        if (entries != null && entries.remove(entry) && entries.isEmpty()) {
            index.remove(key);
        }
    }

    /// The parts that a change of these entries can be seen in directly; an entry need not be in the mesh any more.
    Set<Entry> touched(Collection<Entry> changed) {
        var start = new LinkedHashSet<Entry>();
        for (var entry : changed) {
            start.add(entry);
            if (entry.isNamespace() || entry.isWide()) {
                start.addAll(byNamespace.getOrDefault(entry.namespace, Set.of()));
            }
            if (entry.isNamespace()) {
                start.addAll(byWord.getOrDefault(entry.namespace, Set.of()));
            }
        }
        return parts(start);
    }

    /// The policies without a selector over these entries.
    Set<Entry> over(Collection<Entry> entries) {
        var over = new LinkedHashSet<Entry>();
        entries.forEach(entry -> over.addAll(wide.getOrDefault(entry.namespace, Set.of())));
        return over;
    }

    /// What lies below those of these entries that are policies without a selector.
    Set<Entry> below(Collection<Entry> entries) {
        var below = new LinkedHashSet<Entry>();
        entries.stream()
                .filter(Entry::isWide)
                .forEach(entry -> below.addAll(byNamespace.getOrDefault(entry.namespace, Set.of())));
        return below;
    }

    /// These parts with their neighbours: whom they name, and who names them.
    Set<Entry> neighbours(Set<Entry> parts) {
        var found = new LinkedHashSet<>(parts);
        var namespaces = new HashSet<String>();
        for (var entry : parts) {
            if (entry.isNamespace()) {
                continue; // who lies in it need not have to do with each other
            }
            entry.words.forEach(word -> named(word, found));
            entry.wholes.forEach(word -> found.addAll(byNamespace.getOrDefault(word, Set.of())));
            entry.names.forEach(name -> found.addAll(byWord.getOrDefault(name, Set.of())));
            if (namespaces.add(entry.namespace)) {
                found.addAll(byWhole.getOrDefault(entry.namespace, Set.of()));
            }
        }
        // What is found about a policy without a selector is about all of its namespace.
        for (var entry : List.copyOf(found)) {
            if (entry.isWide()) {
                found.addAll(byNamespace.getOrDefault(entry.namespace, Set.of()));
            }
        }
        return parts(found);
    }

    private void named(String word, Set<Entry> into) {
        byName.getOrDefault(word, Set.of()).stream()
                .filter(entry -> !entry.isNamespace())
                .forEach(into::add);
    }

    /// What is in charge of these entries' namespaces: the Namespace objects and the policies without a selector.
    Set<Entry> around(Set<Entry> entries) {
        var namespaces = new LinkedHashSet<String>();
        for (var entry : entries) {
            namespaces.add(entry.namespace);
            entry.words.stream().filter(byNamespace::containsKey).forEach(namespaces::add);
        }
        var around = new LinkedHashSet<Entry>();
        for (var namespace : namespaces) {
            around.addAll(byJoin.getOrDefault("namespace " + namespace, Set.of()));
            around.addAll(wide.getOrDefault(namespace, Set.of()));
        }
        return around;
    }

    /// All of the applications that these entries belong to.
    private Set<Entry> parts(Set<Entry> start) {
        var found = new LinkedHashSet<>(start);
        var waiting = new ArrayDeque<>(start);
        while (!waiting.isEmpty()) {
            var entry = waiting.remove();
            for (var join : entry.joins) {
                enter(byJoin.getOrDefault(join, Set.of()), found, waiting);
            }
            for (var selector : entry.selectors) {
                enter(selected(entry, selector), found, waiting);
            }
            entry.podLabels.forEach((key, value) -> enter(
                    selectors.getOrDefault(new Label(entry.namespace, key, value), Set.of()).stream()
                            .filter(selecting -> selecting.selects(entry))
                            .toList(),
                    found,
                    waiting));
        }
        return found;
    }

    private List<Entry> selected(Entry selecting, Map<String, String> selector) {
        return selector.entrySet().stream()
                .map(label ->
                        pods.getOrDefault(new Label(selecting.namespace, label.getKey(), label.getValue()), Set.of()))
                .min((one, other) -> Integer.compare(one.size(), other.size()))
                .orElse(Set.of())
                .stream()
                .filter(pod -> pod.podLabels.entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    private static void enter(Collection<Entry> entries, Set<Entry> found, ArrayDeque<Entry> waiting) {
        for (var entry : entries) {
            if (found.add(entry)) {
                waiting.add(entry);
            }
        }
    }
}
