package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// ConfigMaps and Secrets made of literals, files and environment files.
final class Generators {
    private final KustomizationFile file;
    private final Node options;
    private final List<Problem> problems;

    Generators(KustomizationFile file, List<Problem> problems) {
        this.file = file;
        this.options =
                file.root().at("generatorOptions").orElse(new Node.Mapping(Source.ofFile(file.file()), List.of()));
        this.problems = problems;
    }

    /// The resources with what this generator adds, or merges into one of them.
    ///
    /// @param kind `ConfigMap` or `Secret`
    List<Resource> apply(String kind, Node generator, List<Resource> resources) {
        String name = generator.text("name").orElse("");
        var data = data(kind, generator);
        var all = new ArrayList<>(resources);
        int existing = existing(kind, name, resources);
        String behavior = generator.text("behavior").orElse("create");
        if (existing < 0 || behavior.equals("create")) {
            all.add(created(kind, name, generator, data));
            return all;
        }
        var before = resources.get(existing);
        var merged = before.root().at("data").orElse(data) instanceof Node.Mapping old && !behavior.equals("replace")
                ? old
                : new Node.Mapping(generator.where(), List.of());
        for (var entry : data.entries()) {
            merged = Trees.with(merged, entry.key(), entry.value());
        }
        all.set(existing, before.with(Trees.with(before.root(), "data", merged)));
        return all;
    }

    private static int existing(String kind, String name, List<Resource> resources) {
        for (int i = 0; i < resources.size(); i++) {
            if (resources.get(i).kind().equals(kind) && resources.get(i).isCalled(name)) {
                return i;
            }
        }
        return -1;
    }

    private Resource created(String kind, String name, Node generator, Node.Mapping data) {
        var where = generator.where();
        Node root = new Node.Mapping(where, List.of());
        root = Trees.put(root, List.of("apiVersion"), Trees.text(where, "v1"));
        root = Trees.put(root, List.of("kind"), Trees.text(where, kind));
        root = Trees.put(root, List.of("metadata", "name"), generator.at("name").orElse(Trees.text(where, name)));
        var namespace = generator.at("namespace");
        if (namespace.isPresent()) {
            root = Trees.put(root, List.of("metadata", "namespace"), namespace.get());
        }
        for (var field : List.of("labels", "annotations")) {
            for (var from : List.of(options, generator.at("options").orElse(options))) {
                for (var entry : from.entries(field)) {
                    root = Trees.put(root, List.of("metadata", field, entry.key()), entry.value());
                }
            }
        }
        if (kind.equals("Secret")) {
            root = Trees.put(root, List.of("type"), generator.at("type").orElse(Trees.text(where, "Opaque")));
        }
        if (!data.entries().isEmpty()) {
            root = Trees.put(root, List.of("data"), data);
        }
        boolean isHashed = !generator
                .bool("options", "disableNameSuffixHash")
                .or(() -> options.bool("disableNameSuffixHash"))
                .orElse(false);
        return new Resource((Node.Mapping) root, List.of(), isHashed);
    }

    private Node.Mapping data(String kind, Node generator) {
        var entries = new ArrayList<Node.Entry>();
        for (var file : generator.items("files")) {
            file.text().ifPresent(text -> {
                int equals = text.indexOf('=');
                String path = text.substring(equals + 1);
                String key = equals < 0 ? path.substring(path.lastIndexOf('/') + 1) : text.substring(0, equals);
                read(path, file)
                        .ifPresent(content -> entries.add(entry(
                                kind,
                                key,
                                new Node.Scalar(Source.ofFile(shown(path)), content, Node.Scalar.Type.STRING, true))));
            });
        }
        var envs = new ArrayList<>(generator.items("envs"));
        generator.at("env").ifPresent(envs::add);
        for (var file : envs) {
            file.text()
                    .ifPresent(path -> read(path, file).ifPresent(content -> {
                        int line = 0;
                        for (var pair : content.lines().toList()) {
                            line++;
                            if (!pair.isBlank() && !pair.stripLeading().startsWith("#")) {
                                entries.add(pair(kind, pair.stripLeading(), new Source(shown(path), line, 1), false));
                            }
                        }
                    }));
        }
        for (var literal : generator.items("literals")) {
            literal.text().ifPresent(text -> entries.add(pair(kind, text, literal.where(), true)));
        }
        var data = new Node.Mapping(generator.where(), List.of());
        for (var entry : entries) {
            data = Trees.with(data, entry.key(), entry.value());
        }
        return data;
    }

    private static Node.Entry pair(String kind, String text, Source where, boolean mayBeQuoted) {
        int equals = text.indexOf('=');
        String value = equals < 0 ? "" : text.substring(equals + 1);
        boolean isQuoted = mayBeQuoted
                && value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return entry(
                kind,
                equals < 0 ? text : text.substring(0, equals),
                Trees.text(where, isQuoted ? value.substring(1, value.length() - 1) : value));
    }

    private static Node.Entry entry(String kind, String key, Node.Scalar value) {
        var stored = kind.equals("Secret")
                ? Trees.text(
                        value.where(),
                        Base64.getEncoder().encodeToString(value.text().getBytes(StandardCharsets.UTF_8)))
                : value;
        return new Node.Entry(value.where(), key, stored);
    }

    private Optional<String> read(String path, Node where) {
        var text = file.text(path);
        if (text.isEmpty()) {
            problems.add(Problem.error(
                    where.where(),
                    path + " cannot be read",
                    "Check the path; it has to lie in the kustomization's folder."));
        }
        return text;
    }

    private String shown(String path) {
        return KustomizationFile.shown(file.folder().resolve(path));
    }
}
