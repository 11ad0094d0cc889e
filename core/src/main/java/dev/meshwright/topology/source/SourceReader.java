package dev.meshwright.topology.source;

import dev.meshwright.MeshwrightException;
import dev.meshwright.topology.source.SourceWalk.Found;
import java.nio.file.Path;
import java.util.List;

/// Reads source trees.
public final class SourceReader {
    private SourceReader() {}

    /// What all files below these folders say about hosts, and what is built from them. Files that are no text, that
    /// nobody wrote by hand, or that do not say what the running program does, are passed over.
    ///
    /// @throws MeshwrightException if one of them is no folder
    public static SourceTrees read(List<Path> folders) {
        var walk = new SourceWalk();
        var components = new Components();
        for (var folder : folders) {
            walk.add(folder);
            // It may be one service's.
            var name = folder.toAbsolutePath().normalize().getFileName();
            String known = name == null ? "" : name.toString();
            components.add(new Component(SourceWalk.shown(folder), List.of(), List.of(known), false));
        }
        components.addFiles(walk.found());
        var read = walk.found().parallelStream().map(SourceReader::read).toList();
        read.forEach(one -> one.components().forEach(components::add));
        return new SourceTrees(
                read.stream().map(Read::file).filter(file -> !file.isEmpty()).toList(),
                components.all(),
                walk.problems());
    }

    private record Read(SourceFile file, List<Component> components) {}

    private static Read read(Found found) {
        var nothing = new SourceFile(found.name(), List.of(), "");
        String text = SourceWalk.text(found).orElse("");
        return switch (found.kind()) {
            case CODE -> new Read(code(found, text), List.of());
            case SETTINGS -> new Read(settings(found, text), List.of());
            case DOCKERFILE -> new Read(new SourceFile(found.name(), Dockerfile.literals(text), ""), List.of());
            case BUILD -> new Read(nothing, BuildFile.components(found, text));
        };
    }

    private static SourceFile settings(Found found, String text) {
        String settings = Relevance.isManifest(text) ? "" : text;
        return new SourceFile(found.name(), List.of(), settings);
    }

    private static SourceFile code(Found found, String text) {
        var language = Language.of(found.fileName()).orElseThrow();
        if (Relevance.isGenerated(language, text)) {
            return new SourceFile(found.name(), List.of(), "");
        }
        var tokens = Lexer.tokens(text, language);
        var grpc = GrpcNames.of(tokens);
        var clients = Clients.of(language, tokens);
        var said = clients.isEmpty() ? Limits.NONE : Limits.of(language, tokens);
        return new SourceFile(
                found.name(),
                Code.literals(language, tokens),
                "",
                grpc.clients(),
                grpc.servers(),
                clients,
                said.known(),
                said.isSet());
    }
}
