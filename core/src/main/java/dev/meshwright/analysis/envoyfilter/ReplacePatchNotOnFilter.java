package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A patch replaces what is no filter.
final class ReplacePatchNotOnFilter implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0152",
            "ReplacePatchNotOnFilter",
            Category.VALIDITY,
            Severity.ERROR,
            "REPLACE works on filters and virtual hosts only",
            "Istio ignores the patch for anything but HTTP_FILTER, NETWORK_FILTER and VIRTUAL_HOST.",
            "Use MERGE, or apply the patch to HTTP_FILTER or NETWORK_FILTER.",
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: CLUSTER
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: REPLACE
                    value: {name: envoy.lua}
            """,
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: CLUSTER
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: MERGE
                    value: {name: envoy.lua}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0152/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Patch.findings(
                mesh, patch -> patch.operation().equals("REPLACE") && !patch.canBeReplaced(), INFO, "is ignored");
    }
}
