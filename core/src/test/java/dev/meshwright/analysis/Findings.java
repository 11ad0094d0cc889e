package dev.meshwright.analysis;

import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;

/// What one rule says about the mesh of a few manifests.
public final class Findings {
    private Findings() {}

    /// The findings in the rule's own order.
    ///
    /// @param objects YAML documents, each with a line break at its end
    public static List<Finding> of(Rule rule, String... objects) {
        var manifests = ManifestReader.parse("mesh.yaml", String.join("---\n", objects));
        return rule.check(Mesh.of(manifests, Intent.defaults(), Intent.NEWEST_ISTIO))
                .toList();
    }
}
