package dev.meshwright.it.conformance;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.validity.ValidityRules;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;

/// What the validity suites share: what Meshwright says about one object.
final class ValidityCases {
    private ValidityCases() {}

    /// The findings of all validity rules about a text of manifests.
    static List<Finding> findings(String file, String text) {
        var manifests = ManifestReader.parse(file, text);
        var mesh = new Mesh(manifests, TopologyMapper.map(manifests), Intent.defaults(), Intent.NEWEST_ISTIO);
        return ValidityRules.all().stream().flatMap(rule -> rule.check(mesh)).toList();
    }

    static boolean accepts(List<Finding> findings) {
        return findings.stream()
                .noneMatch(finding -> finding.category() == Category.VALIDITY
                        && finding.severity().isAtLeast(Severity.ERROR));
    }
}
