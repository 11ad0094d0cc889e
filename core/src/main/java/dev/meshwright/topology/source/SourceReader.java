package dev.meshwright.topology.source;

import dev.meshwright.MeshwrightException;
import dev.meshwright.topology.source.SourceWalk.Found;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads source trees.
public final class SourceReader {
    private SourceReader() {}

    /// What all files below these folders say about hosts, and what is built from them. Files that are no text, that
    /// nobody wrote by hand, or that do not say what the running program does, are passed over.
    ///
    /// @throws MeshwrightException if one of them is no folder
    public static SourceTrees read(List<Path> folders) {
        var walk = new SourceWalk();
        folders.forEach(walk::add);
        var read = walk.found().parallelStream().map(SourceReader::read).toList();
        var components = new TreeMap<String, Component>();
        folders.forEach(folder -> root(folder).ifPresent(root -> add(components, root)));
        var folderNames = new HashSet<String>();
        walk.found().forEach(found -> folderNames.add(found.folder()));
        for (var found : walk.found()) {
            if (found.kind() == SourceWalk.Kind.DOCKERFILE) {
                add(components, ofDockerfile(found, folderNames));
            }
            command(found).ifPresent(component -> add(components, component));
        }
        read.forEach(one -> one.components().forEach(component -> add(components, component)));
        return new SourceTrees(
                read.stream().map(Read::file).filter(file -> !file.isEmpty()).toList(),
                List.copyOf(components.values()),
                walk.problems());
    }

    private static void add(TreeMap<String, Component> components, Component component) {
        components.merge(component.folder(), component, Component::and);
    }

    private record Read(SourceFile file, List<Component> components) {}

    private static Read read(Found found) {
        var nothing = new SourceFile(found.name(), List.of(), "", List.of(), List.of());
        var text = SourceWalk.text(found);
        if (text.isEmpty()) {
            return new Read(nothing, List.of());
        }
        return switch (found.kind()) {
            case CODE -> new Read(code(found, text.get()), List.of());
            case SETTINGS ->
                new Read(
                        Relevance.isManifest(text.get())
                                ? nothing
                                : new SourceFile(found.name(), List.of(), text.get(), List.of(), List.of()),
                        List.of());
            case DOCKERFILE ->
                new Read(
                        new SourceFile(found.name(), Dockerfile.literals(text.get()), "", List.of(), List.of()),
                        List.of());
            case BUILD -> new Read(nothing, BuildFile.components(found, text.get()));
        };
    }

    private static SourceFile code(Found found, String text) {
        var language = Language.of(found.fileName()).orElseThrow();
        if (Relevance.isGenerated(language, text)) {
            return new SourceFile(found.name(), List.of(), "", List.of(), List.of());
        }
        var tokens = Lexer.tokens(text, language);
        var grpc = GrpcNames.of(tokens);
        return new SourceFile(found.name(), Code.literals(language, tokens), "", grpc.clients(), grpc.servers());
    }

    /// The folder itself may be one service's.
    private static Optional<Component> root(Path folder) {
        var name = folder.toAbsolutePath().normalize().getFileName();
        String shown = folder.normalize().toString().replace(java.io.File.separatorChar, '/');
        return Optional.ofNullable(name)
                .map(known -> new Component(shown, List.of(), List.of(known.toString()), false));
    }

    /// @param folders all that hold anything
    private static Component ofDockerfile(Found found, Set<String> folders) {
        String folder = Component.ofDockerfile(found.folder());
        String subject = Dockerfile.subject(found.fileName());
        if (subject.isEmpty()) {
            return new Component(folder, List.of(), List.of(lastPart(folder)), true);
        }
        for (var inner : List.of(folder + "/" + subject, folder + "/cmd/" + subject, folder + "/services/" + subject)) {
            if (folders.stream().anyMatch(one -> one.equals(inner) || one.startsWith(inner + "/"))) {
                return new Component(inner, List.of(), List.of(subject), true);
            }
        }
        return new Component(folder, List.of(), List.of(subject, lastPart(folder)), true);
    }

    /// Go keeps one program per folder below `cmd`.
    private static Optional<Component> command(Found found) {
        int slash = found.folder().lastIndexOf('/');
        boolean isCommand = slash > 0 && found.folder().substring(0, slash).endsWith("/cmd");
        return isCommand && found.fileName().endsWith(".go")
                ? Optional.of(new Component(found.folder(), List.of(), List.of(lastPart(found.folder())), false))
                : Optional.empty();
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
