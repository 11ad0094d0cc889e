package dev.meshwright.analysis.extensions;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class ExtensionRules {
    private ExtensionRules() {}

    public static List<Rule> all() {
        return List.of(new CodeNotPinned());
    }
}
