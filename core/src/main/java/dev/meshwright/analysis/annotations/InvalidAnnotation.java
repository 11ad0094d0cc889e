package dev.meshwright.analysis.annotations;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// An annotation has a value that istiod cannot use.
final class InvalidAnnotation implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0125",
            "InvalidAnnotation",
            Category.VALIDITY,
            Severity.WARNING,
            "An annotation has a value that Istio cannot use",
            "The injector refuses the pod, or goes on as if the annotation were not there.",
            "Correct the value as the message says.",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: cart
              namespace: shop
              annotations: {traffic.sidecar.istio.io/excludeOutboundPorts: "5432;6379"}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: cart
              namespace: shop
              annotations: {traffic.sidecar.istio.io/excludeOutboundPorts: "5432,6379"}
            spec: {containers: [{name: cart, image: "registry.example/cart:1"}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0125/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// What stands where it has no effect is left to [MisplacedAnnotation].
    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Annotation.all(mesh)
                .filter(annotation -> annotation
                        .known()
                        .filter(known -> known.mayStandOn(annotation.kind()))
                        .isPresent())
                .flatMap(annotation -> AnnotationValue.fault(annotation.name(), annotation.value())
                        .map(fault -> annotation.finding(
                                INFO, annotation.name() + " is `" + annotation.value() + "`: " + fault, INFO.fix()))
                        .stream());
    }
}
