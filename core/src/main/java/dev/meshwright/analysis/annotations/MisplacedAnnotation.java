package dev.meshwright.analysis.annotations;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// An annotation stands on a kind that Istio does not look at for it.
final class MisplacedAnnotation implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0107",
            "MisplacedAnnotation",
            Category.VALIDITY,
            Severity.WARNING,
            "An annotation stands where Istio does not look",
            "It has no effect there. Annotations of pods belong on the pod template, not on the Deployment.",
            "Move it to an object of a kind that the message names.",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop, annotations: {proxy.istio.io/config: "concurrency: 2"}}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}, annotations: {proxy.istio.io/config: "concurrency: 2"}}
                spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0107/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Annotation.all(mesh)
                .flatMap(annotation -> annotation
                        .known()
                        .filter(known -> !known.mayStandOn(annotation.kind()))
                        .map(known -> annotation.finding(
                                INFO,
                                annotation.name() + " has no effect on a " + annotation.kind() + ", only on "
                                        + String.join(", ", known.kinds()),
                                fix(known)))
                        .stream());
    }

    private static String fix(KnownAnnotation known) {
        return known.kinds().contains("Pod")
                ? "Move it to the metadata of the pod template."
                : "Move it to a " + String.join(" or ", known.kinds()) + ".";
    }
}
