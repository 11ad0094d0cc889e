package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which of the kustomizations of a folder are built.
///
/// @param built these
/// @param variants why not the others
/// @param leftOut the folders whose files the builds have used, absolute
/// @param variantFolders the folders of kustomizations that build on the same base as another, absolute
record KustomizationChoice(
        List<KustomizationFile> built, Optional<Problem> variants, Set<Path> leftOut, Set<Path> variantFolders) {

    /// @param folders all that have a kustomization
    static KustomizationChoice of(List<Path> folders) {
        var files = new TreeMap<Path, KustomizationFile>();
        folders.forEach(folder ->
                KustomizationFile.in(folder, new ArrayList<>()).ifPresent(file -> files.put(absolute(folder), file)));
        var reach = new HashMap<Path, Set<Path>>();
        files.forEach((path, file) -> reach.put(path, reach(file)));
        var roots = files.keySet().stream()
                .filter(path -> !files.get(path).isComponent())
                .filter(path -> reach.entrySet().stream()
                        .noneMatch(other ->
                                !other.getKey().equals(path) && other.getValue().contains(path)))
                .toList();
        var variants = new ArrayList<Path>();
        var common = new HashSet<Path>();
        for (var root : roots) {
            for (var other : roots) {
                if (!other.equals(root)) {
                    var both = new HashSet<>(reach.get(root));
                    both.retainAll(reach.get(other));
                    both.removeIf(path -> isComponent(path, files));
                    common.addAll(both);
                    if (!both.isEmpty() && !variants.contains(root)) {
                        variants.add(root);
                    }
                }
            }
        }
        var chosen = new ArrayList<>(roots);
        chosen.removeAll(variants);
        common.stream()
                .filter(files::containsKey)
                .filter(path -> common.stream()
                        .noneMatch(other -> !other.equals(path)
                                && reach.getOrDefault(other, Set.of()).contains(path)))
                .sorted()
                .forEach(chosen::add);
        var leftOut = new HashSet<Path>();
        chosen.forEach(path -> {
            leftOut.add(path);
            leftOut.addAll(reach.get(path));
        });
        var variantFolders = new HashSet<Path>();
        variants.forEach(path -> {
            variantFolders.add(path);
            variantFolders.addAll(reach.get(path));
        });
        return new KustomizationChoice(
                chosen.stream().map(files::get).toList(),
                problem(variants.stream().map(files::get).toList()),
                leftOut,
                variantFolders);
    }

    boolean isOfVariant(String file) {
        var path = absolute(Path.of(file));
        return variantFolders.stream().anyMatch(path::startsWith);
    }

    private static boolean isComponent(Path path, Map<Path, KustomizationFile> files) {
        var file = files.get(path);
        return file == null || file.isComponent();
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

    private static Optional<Problem> problem(List<KustomizationFile> variants) {
        if (variants.isEmpty()) {
            return Optional.empty();
        }
        var names = variants.stream().map(file -> file.folder().toString()).toList();
        return Optional.of(new Problem(
                Problem.Level.INFO,
                Source.ofFile(variants.getFirst().file()),
                String.join(" and ", names) + " build on the same base, which is read",
                "Name one of them to read it as it is applied: `meshwright map " + names.getFirst() + "`."));
    }
}
