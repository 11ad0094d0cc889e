package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.List;

/// Takes the roots of documents and keeps those that are Kubernetes objects; `List` kinds are taken apart.
final class ManifestCollector {
    private final Texts texts;
    private final List<Manifest> objects = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean sawKubernetes;

    ManifestCollector(Texts texts) {
        this.texts = texts;
    }

    List<Manifest> objects() {
        return objects;
    }

    List<Problem> problems() {
        return problems;
    }

    /// Whether anything had both an `apiVersion` and a `kind`.
    boolean sawKubernetes() {
        return sawKubernetes;
    }

    void add(Node root) {
        if (!(root instanceof Node.Scalar scalar && scalar.isNull())) {
            add(root, "", "", "document");
        }
    }

    /// @param apiVersion what an item of a typed list may leave out, with `kind`
    private void add(Node node, String apiVersion, String kind, String what) {
        if (!(node instanceof Node.Mapping root)) {
            var found = node instanceof Node.Sequence ? "a list" : "a single value";
            error(node.where(), "this " + what + " is " + found + ", not an object", "Give it apiVersion and kind.");
            return;
        }
        var itsApiVersion = texts.same(root.text("apiVersion").orElse(apiVersion));
        var itsKind = texts.same(root.text("kind").orElse(kind));
        if (itsApiVersion.isEmpty() || itsKind.isEmpty()) {
            var missing = itsApiVersion.isEmpty() && itsKind.isEmpty()
                    ? "neither apiVersion nor kind"
                    : itsKind.isEmpty() ? "no kind" : "no apiVersion";
            error(root.where(), "this " + what + " has " + missing + ", so it is not a Kubernetes object", "Add it.");
            return;
        }
        sawKubernetes = true;
        if (isList(itsKind, root)) {
            addItems(root, itsApiVersion, itsKind);
        } else {
            addObject(root, itsApiVersion, itsKind);
        }
    }

    private static boolean isList(String kind, Node.Mapping root) {
        return kind.equals("List") || (kind.endsWith("List") && root.at("items").orElse(root) instanceof Node.Sequence);
    }

    private void addItems(Node.Mapping list, String apiVersion, String kind) {
        var items = list.at("items");
        if (items.isPresent() && !(items.get() instanceof Node.Sequence)) {
            error(items.get().where(), "items of this " + kind + " is not a list", "Make it a list of objects.");
        }
        boolean typed = !kind.equals("List");
        var itemKind = typed ? kind.substring(0, kind.length() - "List".length()) : "";
        for (var item : list.items("items")) {
            add(item, typed ? apiVersion : "", itemKind, "item of a " + kind);
        }
    }

    private void addObject(Node.Mapping root, String apiVersion, String kind) {
        var name = texts.same(root.text("metadata", "name")
                .or(() -> root.text("metadata", "generateName"))
                .orElse(""));
        var namespace = texts.same(root.text("metadata", "namespace").orElse(""));
        if (name.isEmpty()) {
            error(
                    root.at("metadata").map(Node::where).orElse(root.where()),
                    "this " + kind + " has no metadata.name",
                    "Add a name; the API server refuses it otherwise.");
        }
        for (var text : List.of(apiVersion, kind, name, namespace)) {
            if (text.contains("{{")) {
                error(
                        root.where(),
                        "looks like a Helm template: " + text + " is not filled in",
                        "Render it (`helm template NAME CHART`) and give us the result.");
                return;
            }
        }
        objects.add(new Manifest(root.where(), apiVersion, kind, namespace, name, root));
    }

    private void error(Source where, String message, String fix) {
        problems.add(Problem.error(where, message, fix));
    }
}
