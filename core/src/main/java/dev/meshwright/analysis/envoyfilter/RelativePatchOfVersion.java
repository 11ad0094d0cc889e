package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A patch without a fixed order comes after one of the same name that is for one proxy version.
final class RelativePatchOfVersion implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0155",
            "RelativePatchOfVersion",
            Category.TRAFFIC,
            Severity.WARNING,
            "A relative patch refers to one for a proxy version",
            "A patch before it is for one proxy version only. In an upgrade the proxies of the other"
                    + " version do not have what this one refers to, and without a priority the order may change as"
                    + " well.",
            "Set spec.priority, or use INSERT_FIRST or ADD.",
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              configPatches:
                - applyTo: HTTP_FILTER
                  match: {context: SIDECAR_INBOUND, proxy: {proxyVersion: '^1\\.30.*'}}
                  patch:
                    operation: INSERT_FIRST
                    value: {name: envoy.lua}
                - applyTo: HTTP_FILTER
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: INSERT_AFTER
                    value: {name: envoy.lua}
            """,
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: lua, namespace: shop}
            spec:
              priority: 10
              configPatches:
                - applyTo: HTTP_FILTER
                  match: {context: SIDECAR_INBOUND, proxy: {proxyVersion: '^1\\.30.*'}}
                  patch:
                    operation: INSERT_FIRST
                    value: {name: envoy.lua}
                - applyTo: HTTP_FILTER
                  match: {context: SIDECAR_INBOUND}
                  patch:
                    operation: INSERT_AFTER
                    value: {name: envoy.lua}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0155/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Patch.findings(
                mesh,
                patch -> patch.isRelative() && patch.afterVersioned(),
                INFO,
                "comes after a patch of the same name that is for one proxy version");
    }
}
