package dev.meshwright.analysis.injection;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.stream.Stream;

/// Where a workload's pod template stands in its manifest.
final class PodTemplate {
    private PodTemplate() {}

    /// Path of the template's metadata: `spec.template.metadata`, or `metadata` for a Pod.
    static String path(Workload workload) {
        return String.join(".", metadata(workload));
    }

    /// The place of an entry below the template's metadata, or of the nearest thing above it that exists.
    static Source where(Workload workload, String... keysBelow) {
        var node = workload.manifest().root().at(metadata(workload).toArray(String[]::new));
        var where = node.map(Node::where).orElse(workload.where());
        for (var key : keysBelow) {
            var above = node;
            var entry = above.stream()
                    .flatMap(mapping -> mapping.entries().stream())
                    .filter(one -> one.key().equals(key))
                    .findFirst();
            if (entry.isEmpty()) {
                return where;
            }
            where = entry.get().where();
            node = entry.map(Node.Entry::value);
        }
        return where;
    }

    /// Keys from the object's root to an entry below the template's metadata.
    static List<String> keys(Workload workload, String... keysBelow) {
        return Stream.concat(metadata(workload).stream(), Stream.of(keysBelow)).toList();
    }

    private static List<String> metadata(Workload workload) {
        return switch (workload.kind()) {
            case "Pod" -> List.of("metadata");
            case "CronJob" -> List.of("spec", "jobTemplate", "spec", "template", "metadata");
            default -> List.of("spec", "template", "metadata");
        };
    }
}
