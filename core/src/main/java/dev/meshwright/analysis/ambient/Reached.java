package dev.meshwright.analysis.ambient;

import dev.meshwright.analysis.Finding;
import dev.meshwright.topology.Workload;
import java.util.List;

/// The ambient workloads that a policy is for.
///
/// @param workloads empty where the input holds none of the namespace, which is in ambient mode
record Reached(List<Workload> workloads, String namespace) {
    Reached {
        workloads = List.copyOf(workloads);
    }

    /// Up to three names, then how many more.
    String who() {
        if (workloads.isEmpty()) {
            return "the pods of namespace " + namespace;
        }
        var names = workloads.stream().map(Workload::id).distinct().toList();
        var shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() <= 3 ? shown : shown + " and " + (names.size() - 3) + " more";
    }

    /// The finding with the certainty that the input gives it.
    Finding grade(Finding finding) {
        return workloads.isEmpty() ? finding.asInference() : finding;
    }
}
