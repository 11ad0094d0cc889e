package dev.meshwright.analysis.annotations;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An annotation in Istio's name on a Namespace, a Service, a workload or its pod template.
///
/// @param object what it is written in
/// @param kind what it is an annotation of: the object's kind, `Pod` for a template
/// @param labels the labels beside it
/// @param path of the annotations: `metadata.annotations`
record Annotation(Manifest object, String kind, List<Node.Entry> labels, Node.Entry entry, String path) {
    /// The label that replaces the annotation of the same name.
    static final String INJECT = "sidecar.istio.io/inject";

    private static final String[] METADATA = {"metadata"};

    private record All(List<Annotation> annotations) {}

    /// In the order of kinds, then of the input.
    static Stream<Annotation> all(Mesh mesh) {
        return mesh.view(All.class, Annotation::collect).annotations().stream();
    }

    private static All collect(Mesh mesh) {
        var found = new ArrayList<Annotation>();
        for (var kind : List.of("Namespace", "Service")) {
            mesh.objects("", kind).forEach(object -> add(found, object, kind, METADATA));
        }
        for (var workload : mesh.workloads()) {
            add(found, workload.manifest(), workload.kind(), METADATA);
            if (!workload.kind().equals("Pod")) {
                add(found, workload.manifest(), "Pod", template(workload));
            }
        }
        return new All(List.copyOf(found));
    }

    private static String[] template(Workload workload) {
        return workload.kind().equals("CronJob")
                ? new String[] {"spec", "jobTemplate", "spec", "template", "metadata"}
                : new String[] {"spec", "template", "metadata"};
    }

    private static void add(List<Annotation> found, Manifest object, String kind, String... keys) {
        var metadata = object.root().at(keys);
        metadata.stream()
                .flatMap(node -> node.entries("annotations").stream())
                .filter(entry -> isIstios(entry.key()))
                .forEach(entry -> found.add(new Annotation(
                        object,
                        kind,
                        metadata.orElseThrow().entries("labels"),
                        entry,
                        String.join(".", keys) + ".annotations")));
    }

    private static boolean isIstios(String name) {
        int slash = name.indexOf('/');
        return name.equals("kubernetes.io/ingress.class")
                || name.substring(0, Math.max(slash, 0)).endsWith("istio.io");
    }

    String name() {
        return entry.key();
    }

    String value() {
        return entry.value().text().orElse("");
    }

    Optional<KnownAnnotation> known() {
        return KnownAnnotation.named(name());
    }

    Finding finding(RuleInfo rule, String message, String fix) {
        return Finding.of(rule, object, entry.where(), path, message, fix);
    }
}
