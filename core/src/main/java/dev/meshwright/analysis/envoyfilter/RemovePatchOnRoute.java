package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A patch removes a route, which Istio ignores.
final class RemovePatchOnRoute implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0154",
            "RemovePatchOnRoute",
            Category.VALIDITY,
            Severity.ERROR,
            "REMOVE does not work on routes",
            "Istio ignores the patch for ROUTE_CONFIGURATION and HTTP_ROUTE.",
            "Remove the route from the VirtualService that it comes from.",
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: HTTP_ROUTE
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: REMOVE
            """,
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: VIRTUAL_HOST
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: REMOVE
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0154/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Patch.findings(
                mesh, patch -> patch.operation().equals("REMOVE") && patch.appliesToRoutes(), INFO, "is ignored");
    }
}
