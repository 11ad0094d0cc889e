package dev.meshwright.analysis.recheck;

import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The objects of the loaded mesh, in the order of the input, and the links between them.
final class LoadedObjects {
    /// Groups of objects that the whole mesh sees, wherever they lie.
    private static final Set<String> MESH_WIDE_GROUPS = Set.of(
            "admissionregistration.k8s.io", "apiextensions.k8s.io", "install.istio.io", "gateway.networking.k8s.io");

    private static final Set<String> MESH_WIDE_KINDS = Set.of("Gateway", "ServiceEntry", "GatewayClass");

    private final Links links = new Links();
    private final Set<String> rootNamespaces;
    private final Set<Entry> meshWide = new LinkedHashSet<>();
    private final Map<String, Set<Entry>> byKind = new HashMap<>();
    private List<Entry> entries = List.of();

    /// @param rootNamespaces where the objects lie that count for the whole mesh
    LoadedObjects(Set<String> rootNamespaces) {
        this.rootNamespaces = rootNamespaces;
    }

    Set<String> rootNamespaces() {
        return rootNamespaces;
    }

    /// Takes other objects; those that are the same instance are the same.
    Change replace(List<Manifest> objects) {
        int same = 0;
        while (same < Math.min(objects.size(), entries.size())
                && entries.get(same).holds(objects.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < Math.min(objects.size(), entries.size()) - same
                && entries.get(entries.size() - 1 - tail).holds(objects.get(objects.size() - 1 - tail))) {
            tail++;
        }
        var before = new IdentityHashMap<Manifest, Entry>();
        entries.subList(same, entries.size() - tail).forEach(entry -> before.put(entry.object, entry));
        var next = new ArrayList<>(entries.subList(0, same));
        var added = new ArrayList<Entry>();
        for (var object : objects.subList(same, objects.size() - tail)) {
            var known = before.remove(object);
            var entry = known == null ? new Entry(object) : known;
            next.add(entry);
            if (known == null) {
                added.add(entry);
            }
        }
        next.addAll(entries.subList(entries.size() - tail, entries.size()));
        var removed = List.copyOf(before.values());
        return change(next, removed, added);
    }

    private Change change(List<Entry> next, List<Entry> removed, List<Entry> added) {
        boolean everywhere = entries.isEmpty()
                || removed.stream().anyMatch(this::isMeshWide)
                || added.stream().anyMatch(this::isMeshWide);
        var kinds = Set.copyOf(byKind.keySet());
        var near = nearTo(removed);
        removed.forEach(this::remove);
        added.forEach(this::add);
        entries = next;
        if (everywhere || !kinds.equals(byKind.keySet())) {
            return new Change(true, removed, added, Set.of(), List.of());
        }
        near.addAll(nearTo(added));
        near.removeAll(removed);
        return new Change(false, removed, added, near, seenFrom(near));
    }

    /// What may see these come or go.
    private Set<Entry> nearTo(List<Entry> changed) {
        var near = links.neighbours(links.touched(changed));
        near.addAll(links.over(changed));
        return near;
    }

    /// What these look at, in the order of the input: their neighbours, what counts for the whole mesh, and of each
    /// kind
    /// one, for a rule may ask whether there is any.
    private List<Manifest> seenFrom(Set<Entry> near) {
        var seen = links.neighbours(near);
        seen.addAll(links.below(near));
        seen.addAll(meshWide);
        byKind.values().forEach(ofKind -> seen.add(ofKind.iterator().next()));
        seen.addAll(links.around(seen));
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).place = i;
        }
        return seen.stream()
                .sorted(Comparator.comparingInt(entry -> entry.place))
                .map(entry -> entry.object)
                .toList();
    }

    private void add(Entry entry) {
        links.add(entry);
        if (isMeshWide(entry)) {
            meshWide.add(entry);
        }
        byKind.computeIfAbsent(kind(entry), _ -> new LinkedHashSet<>()).add(entry);
    }

    private void remove(Entry entry) {
        links.remove(entry);
        meshWide.remove(entry);
        var ofKind = byKind.getOrDefault(kind(entry), new LinkedHashSet<>());
        if (ofKind.remove(entry) && ofKind.isEmpty()) {
            byKind.remove(kind(entry));
        }
    }

    /// What has no name counts for some rules and not for others.
    private static String kind(Entry entry) {
        return entry.object.apiVersion() + "/" + entry.object.kind()
                + (entry.object.name().isEmpty() ? "" : " named");
    }

    private boolean isMeshWide(Entry entry) {
        return rootNamespaces.contains(entry.namespace)
                || MESH_WIDE_GROUPS.contains(entry.object.group())
                || MESH_WIDE_KINDS.contains(entry.object.kind());
    }
}
