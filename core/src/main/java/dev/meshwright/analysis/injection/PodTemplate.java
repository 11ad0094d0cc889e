package dev.meshwright.analysis.injection;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;

/// Where a workload's pod template stands in its manifest.
final class PodTemplate {
    private PodTemplate() {}

    /// Path of the template's metadata: `spec.template.metadata`, or `metadata` for a Pod.
    static String path(Workload workload) {
        return String.join(".", keys(workload));
    }

    /// The place of an entry below the template's metadata, or of the nearest thing above it that exists.
    static Source where(Workload workload, String... keysBelow) {
        var node = workload.manifest().root().at(keys(workload));
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

    private static String[] keys(Workload workload) {
        return switch (workload.kind()) {
            case "Pod" -> new String[] {"metadata"};
            case "CronJob" -> new String[] {"spec", "jobTemplate", "spec", "template", "metadata"};
            default -> new String[] {"spec", "template", "metadata"};
        };
    }
}
