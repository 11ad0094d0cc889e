package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// The effect of a patch depends on an order that nothing sets.
final class RelativePatch implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0151",
            "RelativePatch",
            Category.TRAFFIC,
            Severity.WARNING,
            "A relative patch has no priority",
            "INSERT_BEFORE, INSERT_AFTER, REPLACE and REMOVE need what they refer to. Without a priority"
                    + " EnvoyFilters are applied by creation time, so the patch may come before what it refers to,"
                    + " and is then dropped.",
            "Set spec.priority, or use INSERT_FIRST or ADD.",
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: HTTP_FILTER
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: INSERT_BEFORE
                    value: {name: envoy.lua}
            """,
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: HTTP_FILTER
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: INSERT_FIRST
                    value: {name: envoy.lua}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0151/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Patch.findings(
                mesh,
                patch -> patch.isRelative() && !patch.afterVersioned(),
                INFO,
                "refers to another filter, but the EnvoyFilter has no priority");
    }
}
