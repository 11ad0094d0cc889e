package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshConfig;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A namespace has labels that ask for its mesh membership in different ways.
final class SeveralInjectionLabels implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0123",
            "SeveralInjectionLabels",
            Category.INJECTION,
            Severity.WARNING,
            "A namespace has several kinds of injection labels",
            "istio-injection wins over istio.io/rev, and a sidecar over ambient: the other label has no effect, although"
                    + " it looks as if it had.",
            "Keep one of them.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled, istio.io/rev: canary}}
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio.io/rev: canary}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0123/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.objects("", "Namespace").stream()
                .filter(namespace -> !namespace.name().equals(MeshConfig.ROOT_NAMESPACE))
                .filter(namespace -> injectionLabels(namespace).size() > 1)
                .map(namespace -> Finding.of(
                        INFO,
                        namespace,
                        namespace.where("metadata", "labels"),
                        "metadata.labels",
                        "namespace " + namespace.name() + " has " + String.join(" and ", injectionLabels(namespace)),
                        INFO.fix()));
    }

    /// The labels that ask for membership; a refusal makes the others moot.
    private static List<String> injectionLabels(Manifest namespace) {
        var found = new ArrayList<String>();
        var injection = namespace.labels().get(SidecarInjection.NAMESPACE_LABEL);
        if (injection != null) {
            found.add(SidecarInjection.NAMESPACE_LABEL + "=" + injection);
        }
        if (injection == null || injection.equals("enabled")) {
            for (var label : List.of(SidecarInjection.REVISION, SidecarInjection.DATAPLANE_MODE)) {
                var value = namespace.labels().get(label);
                if (value != null) {
                    found.add(label + "=" + value);
                }
            }
        }
        return found;
    }
}
