package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;

/// What a finding says after its message: what to do, or why nothing is to be done.
final class Advice {
    private Advice() {}

    /// `fix: …` or `acknowledged: …`.
    static String of(Finding finding) {
        return finding.acknowledged() == null ? "fix: " + finding.fix() : "acknowledged: " + finding.acknowledged();
    }
}
