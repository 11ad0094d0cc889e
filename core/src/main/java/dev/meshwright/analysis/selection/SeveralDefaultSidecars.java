package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Several Sidecars are for the whole of one namespace.
final class SeveralDefaultSidecars implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0111",
            "SeveralDefaultSidecars",
            Category.TRAFFIC,
            Severity.ERROR,
            "A namespace has several Sidecars without a selector",
            "A namespace has one default Sidecar, the oldest; the others are dropped without a word.",
            "Merge them, or give all but one a workloadSelector.",
            """
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: shop}
            spec:
              egress: [{hosts: ["./*"]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: egress, namespace: shop}
            spec:
              egress: [{hosts: ["./*"]}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: shop}
            spec:
              egress: [{hosts: ["./*"]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: egress, namespace: shop}
            spec:
              workloadSelector: {labels: {app: cart}}
              egress: [{hosts: ["./*"]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0111/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Selection.SIDECARS.severalDefaults(
                object -> Selection.SIDECARS.labels(object).isEmpty()
                        && !Ambient.isAmbient(mesh, object.namespaceOrDefault()),
                mesh,
                INFO);
    }
}
