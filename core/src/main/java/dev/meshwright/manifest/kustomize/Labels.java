package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `labels`, `commonLabels` and `commonAnnotations`: onto objects, pods and, where asked for, selectors.
final class Labels {
    private static final List<List<String>> POD = List.of(List.of("spec", "template", "metadata"));
    /// Where the metadata of pods, and of what makes them, stand.
    private static final Map<String, List<List<String>>> PODS = Map.of(
            "Deployment", POD,
            "StatefulSet", POD,
            "DaemonSet", POD,
            "ReplicaSet", POD,
            "ReplicationController", POD,
            "Job", POD,
            "CronJob",
                    List.of(
                            List.of("spec", "jobTemplate", "metadata"),
                            List.of("spec", "jobTemplate", "spec", "template", "metadata")));
    /// Selectors that get the labels even where there were none.
    private static final Map<String, List<String>> SELECTORS = Map.of(
            "Service", List.of("spec", "selector"),
            "ReplicationController", List.of("spec", "selector"),
            "Deployment", List.of("spec", "selector", "matchLabels"),
            "StatefulSet", List.of("spec", "selector", "matchLabels"),
            "DaemonSet", List.of("spec", "selector", "matchLabels"),
            "ReplicaSet", List.of("spec", "selector", "matchLabels"));
    private static final List<List<String>> OF_PODS = List.of(
            path("spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution"
                    + "/podAffinityTerm/labelSelector/matchLabels"),
            path("spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                    + "/labelSelector/matchLabels"),
            path("spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution"
                    + "/podAffinityTerm/labelSelector/matchLabels"),
            path("spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                    + "/labelSelector/matchLabels"),
            path("spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels"));
    /// Selectors that get them only where they are there.
    private static final Map<String, List<List<String>>> OTHERS = Map.of(
            "Deployment", OF_PODS,
            "StatefulSet", OF_PODS,
            "Job", List.of(path("spec/selector/matchLabels")),
            "CronJob", List.of(path("spec/jobTemplate/spec/selector/matchLabels")),
            "PodDisruptionBudget", List.of(path("spec/selector/matchLabels")),
            "NetworkPolicy",
                    List.of(
                            path("spec/podSelector/matchLabels"),
                            path("spec/ingress/from/podSelector/matchLabels"),
                            path("spec/egress/to/podSelector/matchLabels")));

    private Labels() {}

    static List<Resource> apply(List<Resource> resources, Node kustomization) {
        var labelled = new ArrayList<Resource>();
        for (var resource : resources) {
            var root = resource.root();
            Node changed = root;
            for (var set : kustomization.items("labels")) {
                boolean selectors = set.bool("includeSelectors").orElse(false);
                boolean templates = set.bool("includeTemplates").orElse(false);
                changed = labelled(resource.kind(), changed, set.entries("pairs"), selectors, templates);
            }
            changed = labelled(resource.kind(), changed, kustomization.entries("commonLabels"), true, true);
            changed = annotated(resource.kind(), changed, kustomization.entries("commonAnnotations"));
            labelled.add(resource.with(changed));
        }
        return labelled;
    }

    private static Node labelled(String kind, Node root, List<Node.Entry> pairs, boolean selectors, boolean templates) {
        Node changed = root;
        for (var pair : pairs) {
            changed = Trees.put(changed, List.of("metadata", "labels", pair.key()), pair.value());
            if (selectors || templates) {
                changed = put(kind, changed, "labels", pair);
                if (kind.equals("StatefulSet")
                        && !root.items("spec", "volumeClaimTemplates").isEmpty()) {
                    changed = Trees.put(
                            changed,
                            List.of("spec", "volumeClaimTemplates", "metadata", "labels", pair.key()),
                            pair.value());
                }
            }
            if (selectors) {
                changed = selected(kind, changed, pair);
            }
        }
        return changed;
    }

    private static Node selected(String kind, Node root, Node.Entry pair) {
        Node changed = root;
        var selector = SELECTORS.get(kind);
        if (selector != null) {
            changed = Trees.put(changed, and(selector, pair.key()), pair.value());
        }
        for (var path : OTHERS.getOrDefault(kind, List.of())) {
            changed = Trees.change(
                    changed,
                    path,
                    labels -> labels instanceof Node.Mapping map ? Trees.with(map, pair.key(), pair.value()) : labels);
        }
        return changed;
    }

    private static Node annotated(String kind, Node root, List<Node.Entry> pairs) {
        Node changed = root;
        for (var pair : pairs) {
            changed = Trees.put(changed, List.of("metadata", "annotations", pair.key()), pair.value());
            changed = put(kind, changed, "annotations", pair);
        }
        return changed;
    }

    private static Node put(String kind, Node root, String field, Node.Entry pair) {
        Node changed = root;
        for (var pods : PODS.getOrDefault(kind, List.of())) {
            changed = Trees.put(changed, and(pods, field, pair.key()), pair.value());
        }
        return changed;
    }

    private static List<String> path(String path) {
        return List.of(path.split("/", -1));
    }

    private static List<String> and(List<String> path, String... more) {
        var longer = new ArrayList<>(path);
        longer.addAll(List.of(more));
        return longer;
    }
}
