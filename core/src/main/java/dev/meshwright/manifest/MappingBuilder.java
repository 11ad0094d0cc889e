package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the entries of one mapping: unique keys, merges applied in the order of the text, as Kubernetes does.
final class MappingBuilder {
    /// Up to here looking through the list is faster than hashing.
    private static final int SMALL = 12;

    private final List<Problem> problems;
    private final List<Node.Entry> entries = new ArrayList<>();
    private final Set<String> merged = new HashSet<>();
    private @Nullable Map<String, Integer> index;

    MappingBuilder(List<Problem> problems) {
        this.problems = problems;
    }

    void put(Node.Entry entry) {
        int at = indexOf(entry.key());
        if (at < 0) {
            append(entry);
            return;
        }
        if (!merged.remove(entry.key())) {
            problems.add(Problem.error(
                    entry.where(),
                    "mapping key \"" + entry.key() + "\" stands twice; the second would win in Kubernetes",
                    "Remove one of them."));
        }
        entries.set(at, entry);
    }

    /// What `<<` brings in. In Kubernetes it replaces keys that stand above it, unlike in YAML's own definition.
    void merge(Source where, Node.Mapping other) {
        for (var entry : other.entries()) {
            int at = indexOf(entry.key());
            if (at < 0) {
                append(entry);
            } else {
                if (!merged.remove(entry.key())) {
                    problems.add(new Problem(
                            Problem.Level.WARNING,
                            where,
                            "the merge key << replaces \"" + entry.key() + "\" that stands above it in Kubernetes",
                            "Put << first in its mapping."));
                }
                entries.set(at, entry);
            }
            merged.add(entry.key());
        }
    }

    Node.Mapping build(Source where) {
        return new Node.Mapping(where, entries);
    }

    private void append(Node.Entry entry) {
        entries.add(entry);
        if (index != null) {
            index.put(entry.key(), entries.size() - 1);
        } else if (entries.size() > SMALL) {
            index = new HashMap<>();
            for (int i = 0; i < entries.size(); i++) {
                index.put(entries.get(i).key(), i);
            }
        }
    }

    private int indexOf(String key) {
        if (index != null) {
            return index.getOrDefault(key, -1);
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
