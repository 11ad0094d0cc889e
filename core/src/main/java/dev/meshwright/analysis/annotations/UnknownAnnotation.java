package dev.meshwright.analysis.annotations;

import dev.meshwright.Closest;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// An annotation in Istio's name that Istio does not know.
final class UnknownAnnotation implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0108",
            "UnknownAnnotation",
            Category.VALIDITY,
            Severity.WARNING,
            "Istio does not know this annotation",
            "It is ignored without a word, so the setting that it stands for keeps its default.",
            "Correct the name, or remove the annotation.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, annotations: {sidecar.istio.io/proxyCpu: 100m}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, annotations: {sidecar.istio.io/proxyCPU: 100m}}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0108/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Annotation.all(mesh)
                .filter(annotation -> annotation.known().isEmpty())
                .map(annotation -> annotation.finding(
                        INFO,
                        "Istio does not know the annotation " + annotation.name(),
                        Closest.to(annotation.name(), KnownAnnotation.names())
                                .map(name -> "Write " + name + ".")
                                .orElse(INFO.fix())));
    }
}
