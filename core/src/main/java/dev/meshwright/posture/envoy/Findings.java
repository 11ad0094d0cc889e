package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Mismatch;
import java.util.List;

/// What was found about an Envoy.
///
/// @param decidable whether there was a dump that could decide
/// @param unchecked what could not be looked at, in sentences
public record Findings(boolean decidable, List<Mismatch> mismatches, List<String> unchecked) {
    public Findings {
        mismatches = List.copyOf(mismatches);
        unchecked = List.copyOf(unchecked);
    }
}
