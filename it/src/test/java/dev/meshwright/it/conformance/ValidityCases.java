package dev.meshwright.it.conformance;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.validity.ValidityRules;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the validity suites share: where the cases lie, and what Meshwright says about one object.
final class ValidityCases {
    private ValidityCases() {}

    /// A folder of cases: below `MESHWRIGHT_CONFORMANCE` (property or variable), by default below
    /// `../shared/conformance` beside the checkout; empty where it is missing.
    static Optional<Path> folder(String suite) {
        var set = System.getProperty("MESHWRIGHT_CONFORMANCE", System.getenv("MESHWRIGHT_CONFORMANCE"));
        var root = set != null ? Path.of(set) : repository().resolve("../shared/conformance");
        return Optional.of(root.resolve(suite)).filter(Files::isDirectory);
    }

    private static Path repository() {
        var here = Path.of("").toAbsolutePath();
        while (here.getParent() != null && !Files.exists(here.resolve(".git"))) {
            here = here.getParent();
        }
        return here;
    }

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
