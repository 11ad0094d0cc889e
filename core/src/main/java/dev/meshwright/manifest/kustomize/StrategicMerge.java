package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Strategic merge: mappings are merged, a null takes a key away, and lists whose items have a key are merged item by
/// item. Kinds that Kubernetes does not define itself have no such keys. See
/// https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";
    private static final Set<String> GROUPS = Set.of(
            "",
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "extensions",
            "networking.k8s.io",
            "rbac.authorization.k8s.io",
            "storage.k8s.io",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io");
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("webhooks", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("conditions", List.of("type")),
            Map.entry("ownerReferences", List.of("uid")));

    private final boolean hasKeys;

    private StrategicMerge(String group) {
        hasKeys = GROUPS.contains(group);
    }

    /// The object with the patch applied; empty where the patch deletes it. Name, namespace and kind stay.
    static Optional<Resource> apply(Resource resource, Node.Mapping patch, boolean mayRename) {
        var merged = new StrategicMerge(resource.group()).merged(resource.root(), patch, "");
        if (merged.isEmpty()) {
            return Optional.empty();
        }
        Node tree = merged.get();
        if (!mayRename) {
            for (var path : List.of(List.of("kind"), List.of("metadata", "name"), List.of("metadata", "namespace"))) {
                tree = restored(tree, resource.root(), path);
            }
        }
        return Optional.of(resource.with(tree));
    }

    private static Node restored(Node tree, Node original, List<String> path) {
        var value = original.at(path.toArray(String[]::new));
        if (value.isPresent()) {
            return Trees.put(tree, path, value.get());
        }
        var parent = path.subList(0, path.size() - 1);
        return Trees.change(
                tree, parent, node -> node instanceof Node.Mapping map ? Trees.without(map, path.getLast()) : node);
    }

    private Optional<Node> merged(Node base, Node patch, String field) {
        return switch (patch) {
            case Node.Mapping map -> mergedMapping(base, map);
            case Node.Sequence list -> Optional.of(mergedList(base, list, field));
            case Node.Scalar scalar -> scalar.isNull() ? Optional.empty() : Optional.of(scalar);
        };
    }

    private Optional<Node> mergedMapping(Node base, Node.Mapping patch) {
        String directive = patch.text(DIRECTIVE).orElse("");
        if (directive.equals("delete")) {
            return Optional.empty();
        }
        var result = base instanceof Node.Mapping map && !directive.equals("replace")
                ? map
                : new Node.Mapping(patch.where(), List.of());
        for (var entry : patch.entries()) {
            if (!entry.key().startsWith("$")) {
                var child = result.get(entry.key()).orElse(new Node.Scalar(patch.where(), "", Node.Scalar.Type.NULL));
                var value = merged(child, entry.value(), entry.key());
                result = value.isPresent()
                        ? Trees.with(result, entry.key(), value.get())
                        : Trees.without(result, entry.key());
            }
        }
        return Optional.of(result);
    }

    private Node mergedList(Node base, Node.Sequence patch, String field) {
        var old = base instanceof Node.Sequence list ? list.items() : List.<Node>of();
        boolean replaces = patch.items().stream()
                .anyMatch(item -> item.text(DIRECTIVE).orElse("").equals("replace")
                        && item.entries().size() == 1);
        var keys = hasKeys && !replaces ? keys(field, patch) : List.<String>of();
        if (field.equals("finalizers") && hasKeys) {
            return union(patch, old);
        }
        var left = new ArrayList<>(keys.isEmpty() ? List.<Node>of() : old);
        var items = new ArrayList<Node>();
        for (var item : patch.items()) {
            var same = left.stream()
                    .filter(one -> !keys.isEmpty() && identity(one, keys).equals(identity(item, keys)))
                    .findFirst();
            same.ifPresent(left::remove);
            boolean isDirective =
                    item.at(DIRECTIVE).isPresent() && item.entries().size() == 1;
            if (!isDirective) {
                merged(same.orElse(item instanceof Node.Mapping ? empty(item) : item), item, "")
                        .ifPresent(items::add);
            }
        }
        items.addAll(left);
        return new Node.Sequence(patch.where(), items);
    }

    private static Node union(Node.Sequence patch, List<Node> old) {
        var items = new ArrayList<>(patch.items());
        old.stream()
                .filter(item -> patch.items().stream().noneMatch(item::isSameAs))
                .forEach(items::add);
        return new Node.Sequence(patch.where(), items);
    }

    private static Node empty(Node item) {
        return new Node.Mapping(item.where(), List.of());
    }

    private static List<String> keys(String field, Node.Sequence patch) {
        if (!field.equals("ports")) {
            return KEYS.getOrDefault(field, List.of());
        }
        boolean ofContainer =
                patch.items().stream().anyMatch(item -> item.at("containerPort").isPresent());
        return List.of(ofContainer ? "containerPort" : "port", "protocol");
    }

    private static List<String> identity(Node item, List<String> keys) {
        return keys.stream()
                .map(key -> item.text(key).orElse(key.equals("protocol") ? "TCP" : ""))
                .toList();
    }
}
