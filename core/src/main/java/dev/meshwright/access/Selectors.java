package dev.meshwright.access;

import dev.meshwright.manifest.Node;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The selector that security policies share: `spec.selector.matchLabels`.
public final class Selectors {
    private Selectors() {}

    /// Empty where there is none; both mean all pods.
    public static SequencedMap<String, String> matchLabels(Node root) {
        var labels = new LinkedHashMap<String, String>();
        for (var entry : root.entries("spec", "selector", "matchLabels")) {
            labels.put(entry.key(), entry.value().text().orElse(""));
        }
        return labels;
    }
}
