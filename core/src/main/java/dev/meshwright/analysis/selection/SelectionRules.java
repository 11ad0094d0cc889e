package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class SelectionRules {
    private SelectionRules() {}

    public static List<Rule> all() {
        return List.of(
                new SidecarSelectsNoPods(),
                new SidecarsOverlap(),
                new SeveralDefaultSidecars(),
                new SidecarWithoutEffect(),
                new TelemetrySelectsNoPods(),
                new TelemetriesOverlap(),
                new SeveralDefaultTelemetries());
    }
}
