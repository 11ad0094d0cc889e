package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A patch adds a route, which Istio ignores.
final class AddPatchOnRoute implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0153",
            "AddPatchOnRoute",
            Category.VALIDITY,
            Severity.ERROR,
            "ADD does not work on routes",
            "Istio ignores the patch for ROUTE_CONFIGURATION and HTTP_ROUTE.",
            "Use MERGE or INSERT_FIRST, or apply the patch to VIRTUAL_HOST.",
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: HTTP_ROUTE
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: ADD
                    value: {name: envoy.lua}
            """,
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: HTTP_ROUTE
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: INSERT_FIRST
                    value: {name: envoy.lua}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0153/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Patch.findings(
                mesh, patch -> patch.operation().equals("ADD") && patch.appliesToRoutes(), INFO, "is ignored");
    }
}
