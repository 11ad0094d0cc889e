package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Severity;
import java.util.List;

/// Something to do.
///
/// @param severity of the worst of what it is for
/// @param codes of the findings that it is for; empty where it is for a change as a whole
/// @param objects what is to be changed: `PeerAuthentication shop/default`
/// @param first what to look at before, so that nobody is cut off
/// @param what the step itself
/// @param rollback how to take it back
public record NextStep(
        Severity severity,
        List<String> codes,
        List<String> objects,
        String first,
        String what,
        String rollback,
        Certainty certainty) {
    public NextStep {
        codes = List.copyOf(codes);
        objects = List.copyOf(objects);
    }
}
