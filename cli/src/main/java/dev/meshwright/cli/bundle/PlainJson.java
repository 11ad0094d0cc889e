package dev.meshwright.cli.bundle;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.schema.syntax.Numbers;
import dev.meshwright.trust.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Manifests as the API server would get them, without what it or kubectl added.
final class PlainJson {
    /// Differ from cluster to cluster, and from hour to hour.
    private static final Set<String> SERVER_SET = Set.of(
            "creationTimestamp",
            "generation",
            "managedFields",
            "resourceVersion",
            "selfLink",
            "uid",
            "ownerReferences");

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private PlainJson() {}

    /// What is left of the object, with its places.
    static Node.Mapping essence(Manifest object) {
        var root = without(object.root(), Set.of("status"));
        var metadata = root.at("metadata");
        if (!(metadata.orElse(null) instanceof Node.Mapping own)) {
            return root;
        }
        var kept = without(own, SERVER_SET);
        if (kept.get("annotations").orElse(null) instanceof Node.Mapping annotations) {
            kept = with(kept, "annotations", without(annotations, Set.of(LAST_APPLIED)));
        }
        return with(root, "metadata", kept);
    }

    private static Node.Mapping without(Node.Mapping mapping, Set<String> keys) {
        return new Node.Mapping(
                mapping.where(),
                mapping.entries().stream()
                        .filter(entry -> !keys.contains(entry.key()))
                        .toList());
    }

    private static Node.Mapping with(Node.Mapping mapping, String key, Node.Mapping value) {
        boolean isEmpty = value.entries().isEmpty();
        return new Node.Mapping(
                mapping.where(),
                mapping.entries().stream()
                        .filter(entry -> !(isEmpty && entry.key().equals(key)))
                        .map(entry -> entry.key().equals(key) ? new Node.Entry(entry.where(), key, value) : entry)
                        .toList());
    }

    /// The mapping as JSON; a null counts as absent.
    static Json.Obj object(Node.Mapping mapping) {
        return entries(mapping.entries());
    }

    static Json.Obj entries(List<Node.Entry> entries) {
        var members = new LinkedHashMap<String, Json>();
        for (var entry : entries) {
            if (!(entry.value() instanceof Node.Scalar scalar && scalar.isNull())) {
                members.put(entry.key(), value(entry.value()));
            }
        }
        return new Json.Obj(members);
    }

    private static Json value(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> object(mapping);
            case Node.Sequence list ->
                new Json.Arr(list.items().stream().map(PlainJson::value).toList());
            case Node.Scalar scalar ->
                switch (scalar.type()) {
                    case STRING -> new Json.Text(scalar.text());
                    case BOOLEAN -> new Json.Bool(scalar.text().equals("true"));
                    case NULL -> new Json.Null();
                    case INTEGER, NUMBER -> number(scalar);
                };
        };
    }

    private static Json number(Node.Scalar scalar) {
        var whole = Numbers.whole(scalar.text());
        if (whole.isPresent()) {
            return new Json.Int(whole.get());
        }
        double real = Numbers.decimal(scalar.text())
                .orElseThrow(() -> new MeshwrightException(scalar.where() + ": the number " + scalar.text()
                        + " has no form in JSON. Write it in decimal digits; nothing was built."))
                .doubleValue();
        if (!Double.isFinite(real)) {
            throw new MeshwrightException(
                    scalar.where() + ": the number " + scalar.text() + " is too large. Nothing was built.");
        }
        return new Json.Real(real);
    }
}
