package dev.meshwright.analysis.selection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.Optional;
import java.util.stream.Stream;

/// A Sidecar is for workloads in ambient mode.
final class SidecarWithoutEffect implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0167",
            "SidecarWithoutEffect",
            Category.AMBIENT,
            Severity.WARNING,
            "A Sidecar has no effect in ambient mode",
            "Workloads in ambient mode have no sidecar to configure: neither its hosts nor its ports are limited.",
            "Remove the Sidecar; limit calls with AuthorizationPolicies at the called workloads.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: shop}
            spec:
              egress: [{hosts: ["./*"]}]
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: default, namespace: shop}
            spec:
              egress: [{hosts: ["./*"]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0167/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Selection.SIDECARS.objects(mesh).stream()
                .flatMap(object -> whyNot(mesh, object)
                        .map(why -> Finding.of(
                                INFO,
                                object,
                                object.where("metadata", "name"),
                                "spec",
                                "the Sidecar has no effect: " + why,
                                INFO.fix()))
                        .stream());
    }

    private static Optional<String> whyNot(Mesh mesh, Manifest sidecar) {
        if (Selection.SIDECARS.labels(sidecar).isEmpty()) {
            return Ambient.isAmbient(mesh, sidecar.namespaceOrDefault())
                    ? Optional.of("namespace " + sidecar.namespaceOrDefault() + " is in ambient mode")
                    : Optional.empty();
        }
        return Selection.SIDECARS.workloads(mesh, sidecar).stream()
                .filter(Ambient::isCaptured)
                .findFirst()
                .map(workload -> workload.id() + ", which it selects, is in ambient mode");
    }
}
