package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class GraphRules {
    private GraphRules() {}

    public static List<Rule> all() {
        return List.of(
                new DanglingHost(),
                new CallCycle(),
                new RetriesMultiply(),
                new ProbeOutlastsPeriod(),
                new LivenessBeforeReadiness());
    }
}
