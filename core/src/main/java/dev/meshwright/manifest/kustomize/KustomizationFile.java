package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.SmallFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kustomization of a folder.
///
/// @param folder as the user would type it
/// @param file the kustomization's name as findings show it
record KustomizationFile(Path folder, String file, Node root) {
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    /// The fields that may name an address.
    private static final Set<String> FETCHED = Set.of(
            "resources",
            "bases",
            "components",
            "crds",
            "configurations",
            "generators",
            "transformers",
            "validators",
            "patches",
            "patchesStrategicMerge",
            "patchesJson6902",
            "replacements",
            "openapi",
            "helmCharts",
            "helmChartInflationGenerator");
    /// How the folders begin that Meshwright writes itself: their stages are read as one.
    private static final String OUR_OWN = "Written by `meshwright generate`";

    /// @param problems takes why it cannot be read
    static Optional<KustomizationFile> in(Path folder, List<Problem> problems) {
        for (var name : NAMES) {
            var path = folder.resolve(name);
            if (Files.isRegularFile(path)) {
                String file = shown(path);
                return SmallFile.text(path)
                        .filter(text -> !text.contains(OUR_OWN))
                        .flatMap(text -> ManifestReader.tree(file, text, problems))
                        .map(root -> new KustomizationFile(folder, file, root));
            }
        }
        return Optional.empty();
    }

    static boolean isIn(Path folder) {
        return NAMES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    boolean isComponent() {
        return root.text("kind").orElse("").equals("Component");
    }

    /// What it builds on, as written: files, folders and addresses, each with its node.
    List<Node.Scalar> resources() {
        var all = new ArrayList<Node.Scalar>();
        for (var key : List.of("resources", "bases")) {
            all.addAll(texts(key));
        }
        return all;
    }

    List<Node.Scalar> texts(String key) {
        return root.items(key).stream()
                .filter(Node.Scalar.class::isInstance)
                .map(Node.Scalar.class::cast)
                .toList();
    }

    /// The folders with kustomizations that it builds on.
    List<Path> below() {
        var all = new ArrayList<>(resources());
        all.addAll(texts("components"));
        return all.stream()
                .flatMap(one -> path(one.text()).stream())
                .filter(Files::isDirectory)
                .toList();
    }

    /// A path that the kustomization names; none for addresses.
    Optional<Path> path(String text) {
        try {
            return isRemote(text)
                    ? Optional.empty()
                    : Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// The text of a file that the kustomization names; none where it is not in its folder: kustomize refuses that too.
    Optional<String> text(String name) {
        return path(name).filter(this::isWithin).flatMap(SmallFile::text);
    }

    boolean isWithin(Path path) {
        try {
            return path.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether anything that it builds on, or changes it with, is elsewhere than on this disk.
    boolean isRemote() {
        return root.entries().stream()
                .filter(entry -> FETCHED.contains(entry.key()))
                .anyMatch(entry -> isRemote(entry.value()));
    }

    private boolean isRemote(Node node) {
        return switch (node) {
            case Node.Mapping map -> map.entries().stream().anyMatch(entry -> isRemote(entry.value()));
            case Node.Sequence list -> list.items().stream().anyMatch(this::isRemote);
            case Node.Scalar scalar -> scalar.text().indexOf('\n') < 0 && isRemote(scalar.text());
        };
    }

    boolean isRemote(String text) {
        return text.contains("://")
                || text.startsWith("git@")
                || text.contains("?ref=")
                || (text.startsWith("github.com/") && !Files.exists(folder.resolve(text)));
    }

    static String shown(Path path) {
        return path.normalize().toString().replace(File.separatorChar, '/');
    }
}
