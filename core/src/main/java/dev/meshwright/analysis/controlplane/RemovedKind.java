package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.Set;
import java.util.stream.Stream;

/// The cluster has a kind that Istio no longer reads.
final class RemovedKind implements Rule {
    private static final Set<String> REMOVED =
            Set.of("ClusterRbacConfig", "RbacConfig", "ServiceRole", "ServiceRoleBinding");

    private static final RuleInfo INFO = new RuleInfo(
            "IST0002",
            "RemovedKind",
            Category.VALIDITY,
            Severity.WARNING,
            "A kind that Istio no longer has",
            "Istio has dropped the kind: its objects are stored, but nothing reads them, so what they"
                    + " restricted is open.",
            "Write AuthorizationPolicies instead, then delete the definition.",
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: serviceroles.rbac.istio.io}
            spec: {group: rbac.istio.io, names: {kind: ServiceRole}}
            """,
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: authorizationpolicies.security.istio.io}
            spec: {group: security.istio.io, names: {kind: AuthorizationPolicy}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0002/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.objects("apiextensions.k8s.io", "CustomResourceDefinition").stream()
                .filter(RemovedKind::isRemoved)
                .map(definition -> Finding.of(
                        INFO,
                        definition,
                        definition.where("spec", "names", "kind"),
                        "spec.names.kind",
                        "Istio no longer has the kind " + kind(definition) + " of rbac.istio.io",
                        INFO.fix()));
    }

    private static boolean isRemoved(Manifest definition) {
        return definition.root().text("spec", "group").orElse("").equals("rbac.istio.io")
                && REMOVED.contains(kind(definition));
    }

    private static String kind(Manifest definition) {
        return definition.root().text("spec", "names", "kind").orElse("");
    }
}
