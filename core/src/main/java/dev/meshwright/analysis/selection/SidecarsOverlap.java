package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Several Sidecars select one workload.
final class SidecarsOverlap implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0110",
            "SidecarsOverlap",
            Category.TRAFFIC,
            Severity.ERROR,
            "Several Sidecars select one workload",
            "A proxy takes one Sidecar, the oldest; the others are dropped without a word.",
            "Merge them, or make their selectors disjoint.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {app: cart, version: v1}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: by-app, namespace: shop}
            spec:
              workloadSelector: {labels: {app: cart}}
              egress: [{hosts: ["./*"]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: by-version, namespace: shop}
            spec:
              workloadSelector: {labels: {version: v1}}
              egress: [{hosts: ["./*"]}]
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {app: cart, version: v1}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: by-app, namespace: shop}
            spec:
              workloadSelector: {labels: {app: cart}}
              egress: [{hosts: ["./*"]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0110/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Selection.SIDECARS.overlaps(mesh, workload -> !Ambient.isCaptured(workload), INFO);
    }
}
