package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.stream.Stream;

/// An EnvoyFilter of the root namespace without a selector.
final class PatchesEveryProxy implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2503",
            "PatchesEveryProxy",
            Category.SECURITY,
            Severity.INFO,
            "An EnvoyFilter patches every proxy of the mesh",
            "Its patches go into Envoy's configuration unchecked: one that does not fit makes proxies refuse all new"
                    + " configuration, and one that does may change what policies mean. An upgrade of Istio can turn"
                    + " the one into the other.",
            "Give it a workloadSelector or a namespace, where that is enough; try it against each new version.",
            filter("istio-system"),
            filter("shop"),
            "https://istio.io/latest/docs/reference/config/networking/envoy-filter/");

    private static String filter(String namespace) {
        return """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: patches, namespace: %s}
                spec:
                  priority: 10
                  configPatches:
                    - applyTo: LISTENER
                      patch: {operation: MERGE, value: {per_connection_buffer_limit_bytes: 32768}}
                """.formatted(namespace);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.objects("networking.istio.io", "EnvoyFilter").stream()
                .filter(filter ->
                        filter.namespaceOrDefault().equals(mesh.config().rootNamespace())
                                && !Mesh.isControlPlane(filter)
                                && isForAll(filter))
                .map(filter -> Finding.of(
                        INFO,
                        filter,
                        filter.where("spec"),
                        "spec",
                        "its " + filter.root().items("spec", "configPatches").size()
                                + " patches go into every proxy of the mesh",
                        INFO.fix()));
    }

    private static boolean isForAll(Manifest filter) {
        return filter.root().entries("spec", "workloadSelector", "labels").isEmpty()
                && filter.root().items("spec", "targetRefs").isEmpty()
                && !filter.root().items("spec", "configPatches").isEmpty();
    }
}
