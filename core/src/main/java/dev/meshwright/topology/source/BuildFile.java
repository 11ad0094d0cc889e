package dev.meshwright.topology.source;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Files that say what is built from a folder, and what it is called: Compose, Skaffold, and scripts with
/// `docker build`, and the package files of each language.
final class BuildFile {
    private static final Pattern COMPOSE = Pattern.compile("(?:docker-)?compose(?:[.-][\\w.-]+)?\\.ya?ml");
    private static final Pattern SKAFFOLD = Pattern.compile("skaffold[\\w.-]*\\.ya?ml");
    private static final Pattern SCRIPT =
            Pattern.compile("Makefile|Jenkinsfile|\\.gitlab-ci\\.yml|cloudbuild\\.ya?ml|build[\\w-]*\\.sh");
    private static final Set<String> PACKAGES = Set.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "package.json",
            "go.mod",
            "Cargo.toml",
            "composer.json",
            "pyproject.toml",
            "setup.py",
            "requirements.txt",
            "Gemfile",
            "Pipfile");
    private static final Pattern DOCKER_BUILD =
            Pattern.compile("docker\\s+(?:buildx\\s+)?build\\s((?:\\\\\\n|[^\\n;&|]){1,600})");
    private static final Pattern TAG = Pattern.compile("(?:-t|--tag)[\\s=]+[\"']?([^\\s\"']+)");
    private static final Pattern FILE = Pattern.compile("(?:-f|--file)[\\s=]+[\"']?([^\\s\"']+)");
    private static final Pattern JIB_MAVEN =
            Pattern.compile("<to>\\s*<image>([^<]+)</image>|<imageName>([^<]+)</imageName>");
    private static final Pattern JIB_GRADLE =
            Pattern.compile("(?:\\bimage|imageName)(?:\\.set\\()?\\s*=?\\s*\\(?[\"']([^\"'$]+)[\"']");
    private static final Pattern ARTIFACT =
            Pattern.compile("(?s)(?:<parent>.*?</parent>.*?)?<artifactId>([^<]+)</artifactId>");
    private static final Pattern JSON_NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern TOML_NAME = Pattern.compile("(?m)^name\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern GO_MODULE = Pattern.compile("(?m)^module\\s+(\\S+)");

    private final SourceWalk.Found file;
    private final String text;
    private final List<Component> components = new ArrayList<>();

    private BuildFile(SourceWalk.Found file, String text) {
        this.file = file;
        this.text = text;
    }

    static boolean isName(String name) {
        return PACKAGES.contains(name)
                || name.endsWith(".csproj")
                || COMPOSE.matcher(name).matches()
                || SKAFFOLD.matcher(name).matches()
                || SCRIPT.matcher(name).matches();
    }

    static List<Component> components(SourceWalk.Found file, String text) {
        var build = new BuildFile(file, text);
        build.read(file.fileName());
        return build.components;
    }

    private void read(String name) {
        if (COMPOSE.matcher(name).matches()) {
            tree().ifPresent(this::compose);
        } else if (SKAFFOLD.matcher(name).matches()) {
            tree().ifPresent(this::skaffold);
        } else if (SCRIPT.matcher(name).matches()) {
            script();
        } else {
            packageFile(name);
        }
    }

    private Optional<Node> tree() {
        return ManifestReader.tree(file.name(), text, new ArrayList<>());
    }

    private void compose(Node root) {
        for (var service : root.entries("services")) {
            var node = service.value();
            var context = node.text("build").or(() -> node.text("build", "context"));
            if (context.isPresent() || node.at("build").isPresent()) {
                image(
                        context.orElse("."),
                        within(context.orElse("."), node.text("build", "dockerfile")),
                        node.text("image").orElse(""),
                        service.key());
            }
        }
    }

    private void skaffold(Node root) {
        for (var artifact : root.items("build", "artifacts")) {
            image(
                    artifact.text("context").orElse("."),
                    within(artifact.text("context").orElse("."), artifact.text("docker", "dockerfile")),
                    artifact.text("image").orElse(""),
                    "");
        }
    }

    private static String within(String context, Optional<String> dockerfile) {
        return dockerfile.map(path -> context + "/" + path).orElse("");
    }

    private void script() {
        var build = DOCKER_BUILD.matcher(text);
        while (build.find()) {
            String words = build.group(1).replace("\\\n", " ").strip();
            var tag = TAG.matcher(words);
            var dockerfile = FILE.matcher(words);
            String context = words.substring(words.lastIndexOf(' ') + 1).replaceAll("[\"']", "");
            if (tag.find() && !context.startsWith("-")) {
                image(context, dockerfile.find() ? dockerfile.group(1) : "", tag.group(1), "");
            }
        }
    }

    /// @param context where the build begins, from the folder of this file
    /// @param dockerfile from the folder of this file; "" for the usual one
    private void image(String context, String dockerfile, String image, String name) {
        if (context.indexOf('$') >= 0 || dockerfile.indexOf('$') >= 0 || context.contains("://")) {
            return;
        }
        int slash = dockerfile.lastIndexOf('/');
        String folder = slash > 0
                ? Component.ofDockerfile(resolve(file.folder(), dockerfile.substring(0, slash)))
                : resolve(file.folder(), context);
        var names = new ArrayList<String>();
        if (!name.isEmpty()) {
            names.add(name);
        }
        components.add(new Component(folder, image.isEmpty() ? List.of() : List.of(image), names, true));
    }

    private static String resolve(String folder, String path) {
        var parts = new ArrayList<>(List.of(folder.split("/", -1)));
        for (var part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private void packageFile(String fileName) {
        var names = new ArrayList<String>();
        var images = new ArrayList<String>();
        switch (fileName) {
            case "pom.xml" -> {
                first(ARTIFACT).ifPresent(names::add);
                first(JIB_MAVEN).ifPresent(images::add);
            }
            case "build.gradle", "build.gradle.kts" -> {
                if (text.contains("jib") || text.contains("bootBuildImage")) {
                    first(JIB_GRADLE).ifPresent(images::add);
                }
            }
            case "package.json", "composer.json" ->
                first(JSON_NAME).ifPresent(name -> names.add(Component.lastPart(name)));
            case "go.mod" -> first(GO_MODULE).ifPresent(name -> names.add(Component.lastPart(name)));
            case "Cargo.toml", "pyproject.toml" -> first(TOML_NAME).ifPresent(names::add);
            default -> {
                if (fileName.endsWith(".csproj")) {
                    String stem = fileName.substring(0, fileName.length() - ".csproj".length());
                    names.add(stem.substring(stem.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
                }
            }
        }
        names.add(Component.lastPart(file.folder()));
        components.add(new Component(file.folder(), images, names, !images.isEmpty()));
    }

    private Optional<String> first(Pattern pattern) {
        var match = pattern.matcher(text);
        if (!match.find()) {
            return Optional.empty();
        }
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return Optional.of(match.group(i).strip());
            }
        }
        return Optional.empty();
    }
}
