package dev.meshwright.topology.source;

import dev.meshwright.topology.source.SourceWalk.Found;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Collects the folders that something is built from: those given, those with a Dockerfile, and those that build files
/// name.
final class Components {
    /// Folders whose names only say that there is code.
    private static final Set<String> WITHIN_SERVICES = Set.of("src", "app", "code", "server", "service", "backend");

    private final Map<String, Component> byFolder = new TreeMap<>();

    List<Component> all() {
        return List.copyOf(byFolder.values());
    }

    void add(Component component) {
        byFolder.merge(component.folder(), component, Component::and);
    }

    void addFiles(List<Found> files) {
        var folders = new HashSet<String>();
        files.forEach(file -> folders.add(file.folder()));
        for (var file : files) {
            if (file.kind() == SourceWalk.Kind.DOCKERFILE) {
                add(ofDockerfile(file, folders));
            } else {
                command(file).ifPresent(this::add);
            }
        }
    }

    /// @param folders all that hold anything
    private static Component ofDockerfile(Found file, Set<String> folders) {
        String folder = Component.ofDockerfile(file.folder());
        String subject = Dockerfile.subject(file.fileName());
        if (subject.isEmpty()) {
            return new Component(folder, List.of(), names(folder), true);
        }
        for (var inner : List.of(folder + "/" + subject, folder + "/cmd/" + subject, folder + "/services/" + subject)) {
            if (folders.stream().anyMatch(one -> one.equals(inner) || one.startsWith(inner + "/"))) {
                return new Component(inner, List.of(), List.of(subject), true);
            }
        }
        return new Component(folder, List.of(), List.of(subject, Component.lastPart(folder)), true);
    }

    /// Of `orders/src` also the `orders`.
    private static List<String> names(String folder) {
        String name = Component.lastPart(folder);
        int slash = folder.lastIndexOf('/');
        return slash > 0 && WITHIN_SERVICES.contains(name)
                ? List.of(name, Component.lastPart(folder.substring(0, slash)))
                : List.of(name);
    }

    /// Go keeps one program per folder below `cmd`.
    private static Optional<Component> command(Found file) {
        int slash = file.folder().lastIndexOf('/');
        boolean isCommand = slash > 0 && file.folder().substring(0, slash).endsWith("/cmd");
        return isCommand && file.fileName().endsWith(".go")
                ? Optional.of(
                        new Component(file.folder(), List.of(), List.of(Component.lastPart(file.folder())), false))
                : Optional.empty();
    }
}
