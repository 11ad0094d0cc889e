package dev.meshwright.manifest;

import dev.meshwright.manifest.DocumentReader.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Counts what a kustomize base and its overlays both hold once: the base's object is kept.
final class KustomizeOverlays {
    private final Map<Path, Kustomization> byFolder = new TreeMap<>();
    private final Map<Path, Set<Identity>> held = new HashMap<>();
    private final Set<Kustomization> overlays = new HashSet<>();
    private int dropped;

    private record Identity(String group, String kind, String namespace, String name) {
        static Identity of(Manifest object) {
            return new Identity(object.group(), object.kind(), object.namespaceOrDefault(), object.name());
        }
    }

    private KustomizeOverlays(List<Kustomization> kustomizations) {
        kustomizations.forEach(one -> byFolder.put(one.folder(), one));
    }

    /// The contents of the files, in the same order, without what an overlay repeats of its bases.
    static List<Content> keepBases(
            List<Kustomization> kustomizations, List<InputFile> files, List<Content> contents, List<Problem> problems) {
        var overlays = new KustomizeOverlays(kustomizations);
        if (overlays.byFolder.values().stream()
                .allMatch(one -> overlays.bases(one).isEmpty())) {
            return contents;
        }
        for (int i = 0; i < files.size(); i++) {
            overlays.hold(files.get(i), contents.get(i));
        }
        var kept = new ArrayList<Content>();
        for (int i = 0; i < files.size(); i++) {
            kept.add(overlays.withoutRepeated(files.get(i), contents.get(i)));
        }
        overlays.problem().ifPresent(problems::add);
        return kept;
    }

    private void hold(InputFile file, Content content) {
        owner(file).ifPresent(owner -> {
            var objects = held.computeIfAbsent(owner.folder(), _ -> new HashSet<>());
            content.objects().forEach(object -> objects.add(Identity.of(object)));
        });
    }

    private Content withoutRepeated(InputFile file, Content content) {
        var owner = owner(file);
        if (owner.isEmpty()) {
            return content;
        }
        // Kustomizations that build on each other have no base; kustomize refuses them.
        var bases = bases(owner.get()).stream()
                .filter(base -> !bases(base).contains(owner.get()))
                .toList();
        var kept = content.objects().stream()
                .filter(object -> bases.stream()
                        .noneMatch(base ->
                                held.getOrDefault(base.folder(), Set.of()).contains(Identity.of(object))))
                .toList();
        if (kept.size() == content.objects().size()) {
            return content;
        }
        dropped += content.objects().size() - kept.size();
        overlays.add(owner.get());
        return new Content(kept, content.problems(), content.isKubernetes());
    }

    /// The kustomization whose folder the file lies in, however deep.
    private Optional<Kustomization> owner(InputFile file) {
        for (Path folder = file.path().getParent(); folder != null; folder = folder.getParent()) {
            var found = byFolder.get(folder);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /// The kustomizations of the input that this one builds on, directly or through others.
    private Set<Kustomization> bases(Kustomization overlay) {
        var bases = new HashSet<Kustomization>();
        var open = new ArrayList<>(overlay.references());
        while (!open.isEmpty()) {
            var next = byFolder.get(open.removeLast());
            if (next != null && !next.equals(overlay) && bases.add(next)) {
                open.addAll(next.references());
            }
        }
        return bases;
    }

    private Optional<Problem> problem() {
        if (dropped == 0) {
            return Optional.empty();
        }
        var named = byFolder.values().stream().filter(overlays::contains).toList();
        var folders =
                String.join(", ", named.stream().map(Kustomization::shownFolder).toList());
        return Optional.of(new Problem(
                Problem.Level.INFO,
                Source.ofFile(named.getFirst().name()),
                (dropped == 1 ? "1 object stands" : dropped + " objects stand")
                        + " in a kustomize base and again in its overlays (" + folders + "); the base's are used",
                "Give us what `kubectl kustomize " + named.getFirst().shownFolder()
                        + "` makes to check that overlay."));
    }
}
