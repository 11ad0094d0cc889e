package dev.meshwright.access.reach;

import dev.meshwright.topology.Workload;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The workloads that selections pick, each selection worked out once. Sets are of positions in the list of workloads.
final class PodSets {
    private static final BitSet NONE = new BitSet();

    private final List<Workload> workloads;
    private final Function<String, Map<String, String>> namespaceLabels;
    private final Map<String, BitSet> byNamespace = new HashMap<>();
    private final Map<String, BitSet> byLabel = new HashMap<>();
    private final Map<String, BitSet> known = new ConcurrentHashMap<>();

    PodSets(List<Workload> workloads, Function<String, Map<String, String>> namespaceLabels) {
        this.workloads = workloads;
        this.namespaceLabels = namespaceLabels;
        for (int i = 0; i < workloads.size(); i++) {
            int position = i;
            var workload = workloads.get(i);
            byNamespace.computeIfAbsent(workload.namespace(), _ -> new BitSet()).set(i);
            workload.labels()
                    .forEach((key, value) -> byLabel.computeIfAbsent(key + "=" + value, _ -> new BitSet())
                            .set(position));
        }
    }

    /// Not to be changed.
    BitSet of(PodSelection selection) {
        return known.computeIfAbsent(selection.key(), _ -> find(selection));
    }

    boolean isEveryone(BitSet set) {
        return set.cardinality() == workloads.size();
    }

    private BitSet find(PodSelection selection) {
        var found = new BitSet();
        if (selection.namespaces() == null) {
            found.or(byNamespace.getOrDefault(selection.namespace(), NONE));
        } else {
            byNamespace.forEach((name, members) -> {
                if (selection.hasNamespace(name, namespaceLabels.apply(name))) {
                    found.or(members);
                }
            });
        }
        selection.label().ifPresent(label -> found.and(byLabel.getOrDefault(label, NONE)));
        for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
            if (!selection.hasPod(workloads.get(i).labels())) {
                found.clear(i);
            }
        }
        return found;
    }
}
