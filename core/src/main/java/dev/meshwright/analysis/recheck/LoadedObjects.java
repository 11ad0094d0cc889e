package dev.meshwright.analysis.recheck;

import dev.meshwright.analysis.MeshConfig;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The objects of the loaded mesh, in the order of the input, and the links between them.
final class LoadedObjects {
    /// Groups of objects that the whole mesh sees, wherever they lie.
    private static final Set<String> MESH_WIDE_GROUPS = Set.of(
            "admissionregistration.k8s.io", "apiextensions.k8s.io", "install.istio.io", "gateway.networking.k8s.io");

    private static final Set<String> MESH_WIDE_KINDS = Set.of("Gateway", "ServiceEntry", "GatewayClass");

    private final Links links = new Links();
    private List<Entry> entries = List.of();
    private Set<String> kinds = Set.of();

    /// Takes other objects; those that are the same instance are the same.
    Change replace(List<Manifest> objects) {
        int same = 0;
        while (same < Math.min(objects.size(), entries.size()) && entries.get(same).object == objects.get(same)) {
            same++;
        }
        int tail = 0;
        while (tail < Math.min(objects.size(), entries.size()) - same
                && entries.get(entries.size() - 1 - tail).object == objects.get(objects.size() - 1 - tail)) {
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
        boolean first = entries.isEmpty();
        var near = first ? new LinkedHashSet<Entry>() : links.neighbours(links.touched(removed));
        removed.forEach(links::remove);
        added.forEach(links::add);
        entries = next;
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).place = i;
        }
        var witnesses = new HashMap<String, Entry>();
        var everywhere = new ArrayList<Entry>();
        for (var entry : entries) {
            if (!entry.object.name().isEmpty()) {
                witnesses.putIfAbsent(entry.object.kind() + "/" + entry.object.apiVersion(), entry);
            }
            if (isMeshWide(entry)) {
                everywhere.add(entry);
            }
        }
        boolean other = !kinds.equals(witnesses.keySet());
        kinds = Set.copyOf(witnesses.keySet());
        if (first
                || other
                || removed.stream().anyMatch(LoadedObjects::isMeshWide)
                || added.stream().anyMatch(LoadedObjects::isMeshWide)) {
            return new Change(true, removed, added, Set.of(), List.of());
        }
        near.addAll(links.neighbours(links.touched(added)));
        near.removeAll(removed);
        var seen = links.neighbours(near);
        seen.addAll(everywhere);
        seen.addAll(witnesses.values());
        seen.addAll(links.around(seen));
        seen.removeAll(removed);
        return new Change(
                false,
                removed,
                added,
                near,
                seen.stream()
                        .sorted(Comparator.comparingInt(entry -> entry.place))
                        .map(entry -> entry.object)
                        .toList());
    }

    private static boolean isMeshWide(Entry entry) {
        return entry.namespace.equals(MeshConfig.ROOT_NAMESPACE)
                || MESH_WIDE_GROUPS.contains(entry.object.group())
                || MESH_WIDE_KINDS.contains(entry.object.kind());
    }
}
