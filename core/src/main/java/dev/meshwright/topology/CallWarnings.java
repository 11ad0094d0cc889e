package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What follows from the calls as a whole, and changes with them: cycles, retries that multiply, timeouts that outlast
/// those of callers.
final class CallWarnings {
    /// The kinds of these warnings.
    static final Set<String> KINDS = Set.of(Cycles.KIND, RetryWarnings.KIND, TimeoutWarnings.OUTLASTS);

    private CallWarnings() {}

    static List<Topology.Warning> of(List<Service> services, List<Edge> edges) {
        var names = new Names(services);
        var warnings = new ArrayList<>(Cycles.warnings(edges, names));
        warnings.addAll(RetryWarnings.of(services, edges, names));
        warnings.addAll(TimeoutWarnings.ofCalls(services, edges, names));
        return warnings;
    }
}
