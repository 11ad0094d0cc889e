package dev.meshwright.it.conformance;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.catalog.RuleCatalog;
import dev.meshwright.analysis.validity.ValidityRules;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;
import java.util.stream.Stream;

/// What the validity suites share: what Meshwright says about one object.
final class ValidityCases {
    private ValidityCases() {}

    /// What istiod's webhook warns of about routes has codes of its own.
    private static final List<String> ROUTE_WARNINGS = List.of("IST0130", "IST0131");

    /// The findings about a text of manifests of all validity rules, and of those that stand for the webhook's
    /// warnings.
    static List<Finding> findings(String file, String text) {
        var manifests = ManifestReader.parse(file, text);
        var mesh = new Mesh(manifests, TopologyMapper.map(manifests), Intent.defaults(), Intent.NEWEST_ISTIO);
        var rules = Stream.concat(
                ValidityRules.all().stream(),
                ROUTE_WARNINGS.stream().flatMap(code -> RuleCatalog.withCode(code).stream()));
        return rules.flatMap(rule -> rule.check(mesh)).toList();
    }

    static boolean accepts(List<Finding> findings) {
        return findings.stream()
                .noneMatch(finding -> finding.category() == Category.VALIDITY
                        && finding.severity().isAtLeast(Severity.ERROR));
    }
}
