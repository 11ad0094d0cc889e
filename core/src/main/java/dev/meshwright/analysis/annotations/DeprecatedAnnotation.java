package dev.meshwright.analysis.annotations;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A deprecated annotation, but for the one about injection on pods, which has a rule of its own.
final class DeprecatedAnnotation implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0135",
            "DeprecatedAnnotation",
            Category.VALIDITY,
            Severity.INFO,
            "An annotation is deprecated",
            "A later Istio may ignore it, and the workload then changes its behaviour with an upgrade.",
            "Use the setting that replaces it; the reference page of annotations names it.",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: cart
              namespace: shop
              annotations: {sidecar.istio.io/statsInclusionPrefixes: "cluster.outbound"}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: cart
              namespace: shop
              annotations:
                proxy.istio.io/config: |
                  proxyStatsMatcher: {inclusionPrefixes: [cluster.outbound]}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            "https://istio.io/latest/docs/reference/config/annotations/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Annotation.all(mesh)
                .filter(annotation ->
                        annotation.known().filter(KnownAnnotation::deprecated).isPresent())
                .filter(annotation -> !annotation.name().equals(Annotation.INJECT)
                        || !(annotation.kind().equals("Pod") || hasLabel(annotation)))
                .map(annotation ->
                        annotation.finding(INFO, "the annotation " + annotation.name() + " is deprecated", INFO.fix()));
    }

    /// Who has the label as well knows it, and keeps the annotation for an old Istio.
    private static boolean hasLabel(Annotation annotation) {
        return annotation.labels().stream().anyMatch(label -> label.key().equals(Annotation.INJECT));
    }
}
