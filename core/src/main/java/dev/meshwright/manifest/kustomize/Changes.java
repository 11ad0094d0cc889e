package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What a kustomization changes in all its objects: namespace, the ends of names, replicas and images.
final class Changes {
    private static final Set<String> NEVER_RENAMED = Set.of("CustomResourceDefinition", "Namespace", "APIService");
    private static final Set<String> SCALED =
            Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");
    private static final Set<String> BINDINGS = Set.of("RoleBinding", "ClusterRoleBinding");

    private Changes() {}

    static List<Resource> names(List<Resource> resources, Node kustomization) {
        var changed = resources;
        var namespace = kustomization.at("namespace");
        if (namespace.isPresent()) {
            changed = each(changed, resource -> inNamespace(resource, namespace.get()));
        }
        String prefix = kustomization.text("namePrefix").orElse("");
        String suffix = kustomization.text("nameSuffix").orElse("");
        if (prefix.isEmpty() && suffix.isEmpty()) {
            return changed;
        }
        return each(
                changed,
                resource -> NEVER_RENAMED.contains(resource.kind())
                        ? resource
                        : named(resource, prefix + resource.name() + suffix));
    }

    static Resource named(Resource resource, String name) {
        return resource.with(
                Trees.change(resource.root(), List.of("metadata", "name"), old -> Trees.text(old.where(), name)));
    }

    static List<Resource> others(List<Resource> resources, Node kustomization) {
        return each(resources, resource -> {
            Node root = resource.root();
            for (var replicas : kustomization.items("replicas")) {
                var count = replicas.at("count");
                if (SCALED.contains(resource.kind())
                        && count.isPresent()
                        && resource.isCalled(replicas.text("name").orElse(""))) {
                    root = Trees.put(root, List.of("spec", "replicas"), count.get());
                }
            }
            for (var image : kustomization.items("images")) {
                root = withImage(root, image);
            }
            return resource.with(root);
        });
    }

    private static Resource inNamespace(Resource resource, Node namespace) {
        Node root = resource.root();
        if (resource.kind().equals("Namespace")) {
            root = Trees.put(root, List.of("metadata", "name"), namespace);
        } else if (!resource.isOfCluster()) {
            root = Trees.put(root, List.of("metadata", "namespace"), namespace);
        }
        if (BINDINGS.contains(resource.kind())) {
            root = Trees.change(
                    root,
                    List.of("subjects"),
                    subject -> subject.text("kind").orElse("").equals("ServiceAccount")
                                    && subject.text("name").orElse("").equals("default")
                            ? Trees.put(subject, List.of("namespace"), namespace)
                            : subject);
        }
        return resource.with(root);
    }

    /// Images stand in the lists of containers, wherever these are.
    private static Node withImage(Node node, Node change) {
        return switch (node) {
            case Node.Mapping map -> {
                var entries = new ArrayList<Node.Entry>();
                for (var entry : map.entries()) {
                    boolean isContainers =
                            entry.key().equals("containers") || entry.key().equals("initContainers");
                    var value = isContainers
                            ? Trees.change(entry.value(), List.of("image"), image -> changed(image, change))
                            : withImage(entry.value(), change);
                    entries.add(new Node.Entry(entry.where(), entry.key(), value));
                }
                yield new Node.Mapping(map.where(), entries);
            }
            case Node.Sequence list ->
                new Node.Sequence(
                        list.where(),
                        list.items().stream()
                                .map(item -> withImage(item, change))
                                .toList());
            case Node.Scalar _ -> node;
        };
    }

    private static Node changed(Node image, Node change) {
        String text = image.text().orElse("");
        int digestAt = text.indexOf('@');
        int tagAt = text.indexOf(':', text.lastIndexOf('/') + 1);
        int end = digestAt >= 0 && (tagAt < 0 || digestAt < tagAt) ? digestAt : tagAt;
        String name = end < 0 ? text : text.substring(0, end);
        if (!name.equals(change.text("name").orElse(""))) {
            return image;
        }
        String rest = end < 0 ? "" : text.substring(end);
        String ending = change.text("digest")
                .filter(digest -> !digest.isEmpty())
                .map(digest -> "@" + digest)
                .or(() -> change.text("newTag").filter(tag -> !tag.isEmpty()).map(tag -> ":" + tag))
                .orElse(rest + change.text("tagSuffix").orElse(""));
        Optional<Node> place = change.at("newTag").or(() -> change.at("digest")).or(() -> change.at("newName"));
        return Trees.text(place.orElse(image).where(), change.text("newName").orElse(name) + ending);
    }

    private static List<Resource> each(List<Resource> resources, UnaryOperator<Resource> change) {
        return resources.stream().map(change).toList();
    }
}
