package dev.meshwright.posture;

import java.util.List;

/// What the comparison of one proxy brought.
///
/// @param decidable whether there was a dump that could decide
/// @param unchecked what could not be looked at, and why, in sentences
public record Findings(boolean decidable, List<Mismatch> mismatches, List<String> unchecked) {
    public Findings {
        mismatches = List.copyOf(mismatches);
        unchecked = List.copyOf(unchecked);
    }
}
