package dev.meshwright.analysis.triage;

import dev.meshwright.analysis.Finding;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Codes that an object leaves out of its own findings: Istio's annotation `galley.istio.io/analyze-suppress`, codes
/// with commas between them, or `*` for all.
/// See
/// https://istio.io/latest/docs/ops/diagnostic-tools/istioctl-analyze/#ignoring-specific-analyzer-messages-via-annotations
final class Suppressions {
    private static final String ANNOTATION = "galley.istio.io/analyze-suppress";

    private final Map<Target, Set<String>> codes = new HashMap<>();

    private record Target(String kind, String namespace, String name) {}

    Suppressions(Manifests manifests) {
        for (var object : manifests.objects()) {
            object.root()
                    .text("metadata", "annotations", ANNOTATION)
                    .ifPresent(said -> codes.computeIfAbsent(target(object), _ -> new HashSet<>())
                            .addAll(Arrays.stream(said.split(",", -1))
                                    .map(String::strip)
                                    .toList()));
        }
    }

    boolean cover(Finding finding) {
        var said = codes.getOrDefault(new Target(finding.kind(), finding.namespace(), finding.resource()), Set.of());
        return said.contains("*") || said.contains(finding.code());
    }

    private static Target target(Manifest object) {
        return new Target(object.kind(), object.namespace(), object.name());
    }
}
