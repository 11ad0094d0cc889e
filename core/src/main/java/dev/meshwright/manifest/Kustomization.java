package dev.meshwright.manifest;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `kustomization.yaml`: which folders it builds on, and which files are its tools rather than objects.
/// See https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/.
///
/// @param name the file as the user would type it
/// @param folder where it stands; all paths are absolute and normalized
/// @param references what it builds on: files and folders
/// @param tools patches, generators, transformers and what they read
record Kustomization(String name, Path folder, List<Path> references, List<Path> tools) {
    private static final List<String> TOOL_LISTS =
            List.of("patchesStrategicMerge", "generators", "transformers", "validators", "configurations");

    static boolean isName(String fileName) {
        return switch (fileName) {
            case "kustomization.yaml", "kustomization.yml", "Kustomization" -> true;
            default -> false;
        };
    }

    /// The folder as the user would type it.
    String shownFolder() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "." : name.substring(0, slash);
    }

    static Kustomization read(Path file, String name) {
        var parent = file.getParent();
        var folder = parent == null ? file : parent;
        var references = new ArrayList<Path>();
        var tools = new ArrayList<Path>();
        SmallFile.text(file).flatMap(text -> DocumentReader.tree(name, text)).ifPresent(root -> {
            for (var key : List.of("resources", "bases", "components")) {
                paths(folder, root, key, references);
            }
            for (var key : TOOL_LISTS) {
                paths(folder, root, key, tools);
            }
            for (var key : List.of("patches", "patchesJson6902", "replacements")) {
                for (var item : root.items(key)) {
                    item.text("path").ifPresent(path -> add(folder, path, tools));
                }
            }
            for (var key : List.of("configMapGenerator", "secretGenerator")) {
                for (var item : root.items(key)) {
                    generatorFiles(folder, item, tools);
                }
            }
            root.text("openapi", "path").ifPresent(path -> add(folder, path, tools));
            for (var chart : root.items("helmCharts")) {
                chart.text("valuesFile").ifPresent(path -> add(folder, path, tools));
            }
        });
        return new Kustomization(name, folder, references, tools);
    }

    private static void generatorFiles(Path folder, Node generator, List<Path> into) {
        for (var entry : generator.items("files")) {
            // `key=path` names the key under which the file's text is stored.
            entry.text().ifPresent(text -> add(folder, text.substring(text.indexOf('=') + 1), into));
        }
        paths(folder, generator, "envs", into);
        generator.text("env").ifPresent(path -> add(folder, path, into));
    }

    private static void paths(Path folder, Node root, String key, List<Path> into) {
        for (var item : root.items(key)) {
            item.text().ifPresent(path -> add(folder, path, into));
        }
    }

    /// Adds the path unless it is none: an inline document, a URL.
    private static void add(Path folder, String path, List<Path> into) {
        if (!path.contains("\n") && !path.contains("://")) {
            resolve(folder, path).ifPresent(into::add);
        }
    }

    private static Optional<Path> resolve(Path folder, String path) {
        try {
            return Optional.of(folder.resolve(path).normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
