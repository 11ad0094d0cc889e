package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which workloads each object of a kind is for. An object is for those of its own namespace that have its labels, or
/// for the rest of the namespace if it names none.
///
/// @param selector where the labels stand: `spec`, `selector`, `matchLabels`
record Selection(String group, String kind, List<String> selector) {
    static final Selection SIDECARS =
            new Selection("networking.istio.io", "Sidecar", List.of("spec", "workloadSelector", "labels"));
    static final Selection TELEMETRIES =
            new Selection("telemetry.istio.io", "Telemetry", List.of("spec", "selector", "matchLabels"));

    List<Manifest> objects(Mesh mesh) {
        return mesh.objects(group, kind);
    }

    SequencedMap<String, String> labels(Manifest object) {
        var labels = new LinkedHashMap<String, String>();
        for (var label : object.root().entries(selector.toArray(String[]::new))) {
            labels.put(label.key(), label.value().text().orElse(""));
        }
        return labels;
    }

    List<Workload> workloads(Mesh mesh, Manifest object) {
        return mesh.selected(object.namespaceOrDefault(), labels(object));
    }

    /// One finding for each object whose labels no workload has.
    Stream<Finding> withoutPods(Mesh mesh, RuleInfo rule) {
        return objects(mesh).stream()
                .filter(object ->
                        !labels(object).isEmpty() && workloads(mesh, object).isEmpty())
                .map(object -> Finding.of(
                        rule,
                        object,
                        object.where("spec", selector.get(1)),
                        "spec." + selector.get(1),
                        "no workload of namespace " + object.namespaceOrDefault() + " has the labels "
                                + text(labels(object)),
                        rule.fix()))
                .map(finding -> mesh.workloads().isEmpty() ? finding.asInference() : finding);
    }

    /// One finding for each object and each workload of it that another object is for as well.
    Stream<Finding> overlaps(Mesh mesh, Predicate<Workload> counts, RuleInfo rule) {
        var byWorkload = new LinkedHashMap<String, List<Manifest>>();
        for (var object : objects(mesh)) {
            workloads(mesh, object).stream()
                    .filter(counts)
                    .forEach(workload -> byWorkload
                            .computeIfAbsent(workload.kind() + " " + workload.id(), _ -> new ArrayList<>())
                            .add(object));
        }
        return byWorkload.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .flatMap(entry -> entry.getValue().stream()
                        .map(object -> Finding.of(
                                rule,
                                object,
                                object.where("metadata", "name"),
                                "spec." + selector.get(1),
                                entry.getKey() + " is selected by " + names(entry.getValue()),
                                rule.fix())));
    }

    /// One finding for each of several objects that are for the whole of one namespace.
    Stream<Finding> severalDefaults(Predicate<Manifest> isDefault, Mesh mesh, RuleInfo rule) {
        var byNamespace = objects(mesh).stream()
                .filter(isDefault)
                .collect(Collectors.groupingBy(Manifest::namespaceOrDefault, LinkedHashMap::new, Collectors.toList()));
        return byNamespace.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .flatMap(entry -> entry.getValue().stream()
                        .map(object -> Finding.of(
                                rule,
                                object,
                                object.where("metadata", "name"),
                                "spec",
                                names(entry.getValue()) + " are all for the whole namespace " + entry.getKey(),
                                rule.fix())));
    }

    private static String names(List<Manifest> objects) {
        return objects.stream().map(Manifest::name).sorted().distinct().collect(Collectors.joining(", "));
    }

    static String text(SequencedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
    }
}
