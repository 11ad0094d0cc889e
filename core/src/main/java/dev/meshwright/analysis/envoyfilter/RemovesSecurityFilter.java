package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A patch takes a filter out of proxies that enforces policies.
final class RemovesSecurityFilter implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2502",
            "RemovesSecurityFilter",
            Category.SECURITY,
            Severity.ERROR,
            "A patch removes a filter that enforces policies",
            "AuthorizationPolicies and RequestAuthentications are enforced by these filters. Without them the objects are"
                    + " still there and still look right, and nothing is refused.",
            "Remove the patch; change the policies instead.",
            filter("REMOVE", "envoy.filters.http.rbac"),
            filter("REMOVE", "envoy.filters.http.fault"),
            "https://istio.io/latest/docs/reference/config/networking/envoy-filter/");

    private static String filter(String operation, String name) {
        return """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: patches, namespace: shop}
                spec:
                  priority: 10
                  configPatches:
                    - applyTo: HTTP_FILTER
                      match:
                        context: SIDECAR_INBOUND
                        listener:
                          filterChain:
                            filter:
                              name: envoy.filters.network.http_connection_manager
                              subFilter: {name: %s}
                      patch: {operation: %s}
                """.formatted(name, operation);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Patch.findings(mesh, Patch::takesOutSecurity, INFO, "takes out a filter that enforces policies");
    }
}
