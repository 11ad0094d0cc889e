package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// No pod of its namespace has the labels that a Sidecar selects.
final class SidecarSelectsNoPods implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "SidecarSelectsNoPods",
            Category.REFERENCE,
            Severity.ERROR,
            "A Sidecar selects no workload",
            "The Sidecar has no effect: the workloads it was meant for keep what the namespace or the mesh says.",
            "Select labels that pods of the Sidecar's own namespace have.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {app: cart, version: v1}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: cart, namespace: shop}
            spec:
              workloadSelector: {labels: {app: card}}
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
            metadata: {name: cart, namespace: shop}
            spec:
              workloadSelector: {labels: {app: cart}}
              egress: [{hosts: ["./*"]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Selection.SIDECARS.withoutPods(mesh, INFO);
    }
}
