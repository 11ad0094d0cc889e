package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A namespace without a label is injected, because Istio injects all by default.
final class InjectedByDefault implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0148",
            "InjectedByDefault",
            Category.INJECTION,
            Severity.INFO,
            "A namespace is injected though it does not say so",
            "Istio was installed with enableNamespacesByDefault: pods get a sidecar unless their"
                    + " namespace refuses it.",
            "Label it istio-injection=enabled to say so, or istio-injection=disabled to keep it out.",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio-sidecar-injector, namespace: istio-system}
            data:
              values: |
                {"sidecarInjectorWebhook": {"enableNamespacesByDefault": true}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            """,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio-sidecar-injector, namespace: istio-system}
            data:
              values: |
                {"sidecarInjectorWebhook": {"enableNamespacesByDefault": true}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0148/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (!InjectorConfig.of(mesh, "")
                .filter(InjectorConfig::injectsByDefault)
                .isPresent()) {
            return Stream.empty();
        }
        return mesh.objects("", "Namespace").stream()
                .filter(NamespaceNotInjected::saysNothing)
                .map(namespace -> Finding.of(
                        INFO,
                        namespace,
                        namespace.where("metadata", "name"),
                        "metadata.labels",
                        "namespace " + namespace.name()
                                + " is injected because Istio injects all namespaces by default",
                        INFO.fix()));
    }
}
