package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which of the kustomizations of a folder are built.
///
/// @param built these
/// @param problems why not the others
/// @param leftOut the folders whose files the builds have used, absolute
/// @param variantFolders the folders of kustomizations that build on the same base as another, absolute
record KustomizationChoice(
        List<KustomizationFile> built, List<Problem> problems, Set<Path> leftOut, Set<Path> variantFolders) {

    /// @param folders all that have a kustomization
    static KustomizationChoice of(List<Path> folders) {
        var files = new TreeMap<Path, KustomizationFile>();
        folders.forEach(folder ->
                KustomizationFile.in(folder, new ArrayList<>()).ifPresent(file -> files.put(absolute(folder), file)));
        var reach = new TreeMap<Path, Set<Path>>();
        files.forEach((path, file) -> reach.put(path, reach(file)));
        var built = roots(files, reach);
        var shared = shared(built, files, reach);
        var variants = new TreeMap<>(built);
        variants.keySet().removeIf(path -> Collections.disjoint(below(path, reach), shared.keySet()));
        built.keySet().removeAll(variants.keySet());
        built.putAll(shared);
        return new KustomizationChoice(
                List.copyOf(built.values()),
                problems(List.copyOf(variants.values())),
                all(built.keySet(), reach),
                all(variants.keySet(), reach));
    }

    /// Those that no other builds on.
    private static SortedMap<Path, KustomizationFile> roots(
            Map<Path, KustomizationFile> files, Map<Path, Set<Path>> reach) {
        var roots = new TreeMap<>(files);
        roots.values().removeIf(KustomizationFile::isComponent);
        roots.keySet()
                .removeIf(path -> reach.entrySet().stream()
                        .anyMatch(other ->
                                !other.getKey().equals(path) && other.getValue().contains(path)));
        return roots;
    }

    /// What several of the roots build on, without what that itself builds on.
    private static SortedMap<Path, KustomizationFile> shared(
            Map<Path, KustomizationFile> roots, Map<Path, KustomizationFile> files, Map<Path, Set<Path>> reach) {
        var shared = new TreeMap<>(files);
        shared.values().removeIf(KustomizationFile::isComponent);
        shared.keySet()
                .removeIf(path -> roots.keySet().stream()
                                .filter(root -> below(root, reach).contains(path))
                                .count()
                        < 2);
        var lower = new HashSet<Path>();
        shared.keySet().forEach(path -> lower.addAll(below(path, reach)));
        shared.keySet().removeAll(lower);
        return shared;
    }

    private static Set<Path> below(Path path, Map<Path, Set<Path>> reach) {
        return reach.getOrDefault(path, Set.of());
    }

    /// These and all that they build on.
    private static Set<Path> all(Set<Path> paths, Map<Path, Set<Path>> reach) {
        var all = new HashSet<>(paths);
        paths.forEach(path -> all.addAll(below(path, reach)));
        return all;
    }

    boolean isOfVariant(String file) {
        var path = absolute(Path.of(file));
        return variantFolders.stream().anyMatch(path::startsWith);
    }

    /// The folders that a kustomization builds on, directly or through others.
    private static Set<Path> reach(KustomizationFile from) {
        var reached = new HashSet<Path>();
        var open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            for (var path : open.removeLast().below()) {
                if (!absolute(path).equals(absolute(from.folder())) && reached.add(absolute(path))) {
                    KustomizationFile.in(path, new ArrayList<>()).ifPresent(open::add);
                }
            }
        }
        return reached;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static List<Problem> problems(List<KustomizationFile> variants) {
        if (variants.isEmpty()) {
            return List.of();
        }
        var names = variants.stream().map(file -> file.folder().toString()).toList();
        return List.of(new Problem(
                Problem.Level.INFO,
                Source.ofFile(variants.getFirst().file()),
                String.join(" and ", names) + " build on the same base, which is read",
                "Name one of them to read it as it is applied: `meshwright map " + names.getFirst() + "`."));
    }
}
