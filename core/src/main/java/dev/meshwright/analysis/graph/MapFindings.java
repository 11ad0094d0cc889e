package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Source;
import java.util.stream.Stream;

/// What the map warns about, as findings.
final class MapFindings {
    private MapFindings() {}

    /// One for each warning of this kind that stands in an object of the input.
    static Stream<Finding> of(Mesh mesh, RuleInfo info, String kind) {
        return mesh.topology().warnings().stream()
                .filter(warning -> warning.kind().equals(kind))
                .flatMap(warning -> mesh.objectAt(warning.file(), warning.line()).stream()
                        .map(object -> Finding.of(
                                info,
                                object,
                                new Source(warning.file(), warning.line(), 1),
                                "",
                                warning.message(),
                                info.fix())));
    }
}
