package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.List;
import java.util.stream.Stream;

/// Several Telemetries are for the whole of one namespace.
final class SeveralDefaultTelemetries implements Rule {
    /// What makes a Telemetry one for a part of the namespace.
    private static final List<String> NONE_OF = List.of("selector", "targetRef", "targetRefs");

    private static final RuleInfo INFO = new RuleInfo(
            "IST0160",
            "SeveralDefaultTelemetries",
            Category.TRAFFIC,
            Severity.ERROR,
            "A namespace has several Telemetries without a selector",
            "Which of them the proxies of the namespace take is not defined.",
            "Merge them, or give all but one a selector.",
            """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: default, namespace: shop}
            spec:
              tracing: [{randomSamplingPercentage: 1}]
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: tracing, namespace: shop}
            spec:
              tracing: [{randomSamplingPercentage: 1}]
            """,
            """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: default, namespace: shop}
            spec:
              tracing: [{randomSamplingPercentage: 1}]
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: tracing, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              tracing: [{randomSamplingPercentage: 1}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0160/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Selection.TELEMETRIES.severalDefaults(
                object -> NONE_OF.stream()
                        .noneMatch(field -> object.root().at("spec", field).isPresent()),
                mesh,
                INFO);
    }
}
