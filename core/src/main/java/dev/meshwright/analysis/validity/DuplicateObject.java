package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/// Two objects of one kind have the same namespace and name.
final class DuplicateObject implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW0106",
            "DuplicateObject",
            Category.REFERENCE,
            Severity.ERROR,
            "The object stands twice in the input",
            "The one that is applied last overwrites the other, and which that is depends on the order of files.",
            "Remove one of the two, or give it another name.",
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: orders
              namespace: shop
            spec:
              host: orders
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: orders
              namespace: shop
            spec:
              host: orders-v2
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: orders
              namespace: shop
            spec:
              host: orders
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: orders-v2
              namespace: shop
            spec:
              host: orders-v2
            """,
            "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/");

    /// Versions of a kind are views of the same object, so the version does not tell two apart.
    private record Identity(String group, String kind, String namespace, String name) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var first = new HashMap<Identity, Manifest>();
        List<Finding> findings = new ArrayList<>();
        for (var object : mesh.manifests().objects()) {
            if (object.name().isEmpty()) {
                continue;
            }
            var identity = new Identity(object.group(), object.kind(), object.namespaceOrDefault(), object.name());
            var other = first.putIfAbsent(identity, object);
            if (other != null && !isAddition(object, other)) {
                findings.add(finding(object, other));
            }
        }
        return findings.stream();
    }

    /// Whether each of the two adds labels to the same Namespace: many parts of a platform bring the namespace that
    /// they live in, and applying keeps the labels of all.
    private static boolean isAddition(Manifest object, Manifest other) {
        return object.kind().equals("Namespace")
                && object.group().isEmpty()
                && object.labels().entrySet().stream()
                        .allMatch(label ->
                                label.getValue().equals(other.labels().getOrDefault(label.getKey(), label.getValue())));
    }

    /// The same text twice does no harm, it only waits for someone to change one of the two.
    private static Finding finding(Manifest object, Manifest other) {
        boolean same = object.root().isSameAs(other.root());
        var finding = Finding.of(
                INFO,
                object,
                object.where("metadata", "name"),
                "metadata.name",
                object.kind() + " " + object.id() + " stands already at " + other.where()
                        + (same ? ", with the same content" : ""),
                INFO.fix());
        return same ? finding.withSeverity(Severity.WARNING) : finding;
    }
}
