package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Problem;
import java.util.List;

/// What one file says about traffic.
///
/// @param problems what in it could not be read; the rest was
public record Observation(List<Flow> flows, List<Problem> problems) {
    public Observation {
        flows = List.copyOf(flows);
        problems = List.copyOf(problems);
    }
}
