package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Several Telemetries select one workload.
final class TelemetriesOverlap implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0159",
            "TelemetriesOverlap",
            Category.TRAFFIC,
            Severity.ERROR,
            "Several Telemetries select one workload",
            "Which of them a proxy takes is not defined.",
            "Merge them, or make their selectors disjoint.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {app: cart, version: v1}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: by-app, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              tracing: [{randomSamplingPercentage: 1}]
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: by-version, namespace: shop}
            spec:
              selector: {matchLabels: {version: v1}}
              tracing: [{randomSamplingPercentage: 1}]
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {app: cart, version: v1}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: by-app, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              tracing: [{randomSamplingPercentage: 1}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0159/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Selection.TELEMETRIES.overlaps(mesh, _ -> true, INFO);
    }
}
