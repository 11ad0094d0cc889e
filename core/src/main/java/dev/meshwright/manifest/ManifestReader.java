package dev.meshwright.manifest;

import dev.meshwright.MeshwrightException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads manifests: files, folders, standard input, or text at hand.
public final class ManifestReader {
    private ManifestReader() {}

    /// The objects in a text of one or more YAML or JSON documents.
    ///
    /// @param file the name that findings will show
    public static Manifests parse(String file, String text) {
        var content = DocumentReader.read(
                file, text.startsWith("\uFEFF") ? text.substring(1) : text, new Texts(text.length()));
        return new Manifests(content.objects(), content.problems(), 0);
    }

    /// The tree of the first document of a text that holds a tool's settings, not manifests; empty where there is none.
    ///
    /// @param file the name that problems will show
    /// @param problems takes what is wrong with the text
    public static Optional<Node> tree(String file, String text, List<Problem> problems) {
        return DocumentReader.tree(file, text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    }

    /// The trees of all documents of a text that is no manifest; those that cannot be read are left out.
    ///
    /// @param file the name that problems will show
    /// @param problems takes why a document cannot be read
    public static List<Node> trees(String file, String text, List<Problem> problems) {
        return DocumentReader.trees(file, text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    }

    /// Everything in these files and folders (recursive).
    ///
    /// @throws MeshwrightException if a path does not exist
    public static Manifests read(List<Path> paths) {
        return read(paths, InputStream.nullInputStream());
    }

    /// Everything in these files and folders (recursive), and in `input` where a path is `-`.
    ///
    /// @throws MeshwrightException if a path does not exist
    public static Manifests read(List<Path> paths, InputStream input) {
        return read(paths, input, Set.of(), new FileCache());
    }

    /// The same without the files of some kustomizations.
    ///
    /// @param leftOut the folders of these kustomizations, absolute and normalized
    /// @param cache what is known of files that were read before
    public static Manifests read(List<Path> paths, InputStream input, Set<Path> leftOut, FileCache cache) {
        return FolderReader.read(paths, input, leftOut, cache);
    }

    /// The Helm charts below these paths.
    public static List<HelmChart> charts(List<Path> paths) {
        var walk = new FolderWalk(Set.of());
        paths.stream().filter(Files::isDirectory).forEach(walk::add);
        return walk.charts();
    }

    /// The folders below these paths that have a kustomization, as the user would type them.
    public static List<Path> kustomizations(List<Path> paths) {
        var walk = new FolderWalk(Set.of());
        paths.stream().filter(Files::isDirectory).forEach(walk::add);
        return walk.kustomizations().stream()
                .map(file -> Path.of(file.name()).getParent())
                .map(folder -> folder == null ? Path.of("") : folder)
                .toList();
    }
}
