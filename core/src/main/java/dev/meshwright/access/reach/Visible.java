package dev.meshwright.access.reach;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.Comparator;
import java.util.List;

/// Objects of Istio as the proxies of a namespace see them.
final class Visible {
    private static final String NEVER = "9999";

    /// The oldest first; those that are not created yet in the order of the input, last.
    static final Comparator<Manifest> BY_AGE = Comparator.comparing(
            object -> object.root().text("metadata", "creationTimestamp").orElse(NEVER));

    private Visible() {}

    /// Whether the object is exported to this namespace; without `exportTo` it is to all.
    static boolean isSeen(Manifest object, String namespace) {
        var scopes = texts(object.root(), "spec", "exportTo");
        return scopes.isEmpty()
                || scopes.contains("*")
                || scopes.contains(namespace)
                || (scopes.contains(".") && object.namespaceOrDefault().equals(namespace));
    }

    /// How many see it: 0 for its own namespace alone, 1 where namespaces are named, 2 for all.
    static int reach(Manifest object) {
        var scopes = texts(object.root(), "spec", "exportTo");
        if (scopes.isEmpty() || scopes.contains("*")) {
            return 2;
        }
        return scopes.stream().allMatch(scope -> scope.equals(".") || scope.equals(object.namespaceOrDefault()))
                ? 0
                : 1;
    }

    /// Whether the object is for its own namespace only.
    static boolean isPrivate(Manifest object) {
        return texts(object.root(), "spec", "exportTo").equals(List.of("."));
    }

    /// A host as istiod reads it in this namespace: one without a dot is a Service of the namespace.
    static String fullName(String host, String namespace) {
        return host.indexOf('.') < 0 && !host.startsWith("*") ? host + "." + namespace + ".svc.cluster.local" : host;
    }

    static List<String> texts(Node node, String... keys) {
        return node.items(keys).stream().flatMap(item -> item.text().stream()).toList();
    }
}
