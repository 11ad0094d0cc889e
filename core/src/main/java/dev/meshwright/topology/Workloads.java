package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Finds the pods' controllers among the manifests.
public final class Workloads {
    static final Comparator<Workload> ORDER = Comparator.comparing(Workload::namespace)
            .thenComparing(Workload::name)
            .thenComparing(Workload::kind);
    private static final Map<String, List<String>> GROUPS = Map.of(
            "Deployment", List.of("apps", "extensions"),
            "StatefulSet", List.of("apps"),
            "DaemonSet", List.of("apps", "extensions"),
            "ReplicaSet", List.of("apps", "extensions"),
            "ReplicationController", List.of(""),
            "Pod", List.of(""),
            "Job", List.of("batch"),
            "CronJob", List.of("batch"),
            "Rollout", List.of("argoproj.io"));

    private Workloads() {}

    /// By namespace, name and kind. An object that stands twice counts as it stands last, as `kubectl apply` would
    /// leave it. A template of the wrong type gives a workload without containers.
    public static List<Workload> of(Manifests manifests) {
        Map<String, Workload> byId = new HashMap<>();
        for (var manifest : manifests.objects()) {
            if (GROUPS.getOrDefault(manifest.kind(), List.of()).contains(manifest.group())
                    && !manifest.name().isEmpty()) {
                byId.put(manifest.kind() + " " + manifest.id(), workload(manifest));
            }
        }
        return byId.values().stream().sorted(ORDER).toList();
    }

    private static Workload workload(Manifest manifest) {
        var template = template(manifest);
        var spec = template.flatMap(node -> node.at("spec")).orElse(new Node.Mapping(manifest.where(), List.of()));
        return new Workload(
                manifest.kind(),
                manifest.namespaceOrDefault(),
                manifest.name(),
                texts(template, "labels"),
                texts(template, "annotations"),
                spec.text("serviceAccountName")
                        .or(() -> spec.text("serviceAccount"))
                        .filter(name -> !name.isEmpty())
                        .orElse("default"),
                spec.bool("hostNetwork").orElse(false),
                ports(spec),
                spec,
                manifest);
    }

    private static Optional<Node> template(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Pod" -> Optional.of(manifest.root());
            case "CronJob" -> manifest.root().at("spec", "jobTemplate", "spec", "template");
            default -> manifest.root().at("spec", "template");
        };
    }

    /// The containers of a pod spec, init containers first.
    static List<Node> containers(Node podSpec) {
        return Stream.concat(podSpec.items("initContainers").stream(), podSpec.items("containers").stream())
                .toList();
    }

    private static List<Workload.ContainerPort> ports(Node spec) {
        var ports = new ArrayList<Workload.ContainerPort>();
        for (var container : containers(spec)) {
            for (var port : container.items("ports")) {
                port.integer("containerPort")
                        .ifPresent(number -> ports.add(new Workload.ContainerPort(
                                port.where(),
                                container.text("name").orElse(""),
                                number,
                                port.text("name").orElse(""),
                                port.text("protocol").orElse("TCP"))));
            }
        }
        return ports;
    }

    private static SequencedMap<String, String> texts(Optional<Node> template, String field) {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : template.map(node -> node.entries("metadata", field)).orElse(List.of())) {
            if (entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
                texts.put(entry.key(), scalar.text());
            }
        }
        return texts;
    }
}
