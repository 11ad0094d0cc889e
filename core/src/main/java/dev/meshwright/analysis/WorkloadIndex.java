package dev.meshwright.analysis;

import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Workloads by each of their labels: a selector is answered from its rarest label.
final class WorkloadIndex {
    private final List<Workload> all;
    private final Lazy<Map<Key, List<Workload>>> byLabel = new Lazy<>(() -> byLabel(all()));

    private record Key(String namespace, String label, String value) {}

    WorkloadIndex(List<Workload> all) {
        this.all = all;
    }

    private static Map<Key, List<Workload>> byLabel(List<Workload> all) {
        var byLabel = new HashMap<Key, List<Workload>>();
        for (var workload : all) {
            workload.labels()
                    .forEach((label, value) -> byLabel.computeIfAbsent(
                                    new Key(workload.namespace(), label, value), _ -> new ArrayList<>())
                            .add(workload));
        }
        return byLabel;
    }

    List<Workload> all() {
        return all;
    }

    List<Workload> selected(String namespace, Map<String, String> labels) {
        List<Workload> rarest = List.of();
        boolean first = true;
        for (var label : labels.entrySet()) {
            var having = byLabel.get().getOrDefault(new Key(namespace, label.getKey(), label.getValue()), List.of());
            if (first || having.size() < rarest.size()) {
                rarest = having;
                first = false;
            }
        }
        return rarest.stream()
                .filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }
}
