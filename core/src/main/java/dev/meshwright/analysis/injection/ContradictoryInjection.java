package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A workload's label and annotation say opposite things about its sidecar.
final class ContradictoryInjection implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW5103",
            "ContradictoryInjection",
            Category.INJECTION,
            Severity.WARNING,
            "Injection label and annotation contradict each other",
            "The label wins; whoever wrote the annotation expects the opposite.",
            "Keep the label with the value that is meant, and remove the annotation.",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: reviews
              namespace: shop
              labels: {sidecar.istio.io/inject: "true"}
              annotations: {sidecar.istio.io/inject: "false"}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: reviews
              namespace: shop
              labels: {sidecar.istio.io/inject: "true"}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            "https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.workloads().stream().flatMap(workload -> {
            var label = workload.labels().get(SidecarInjection.INJECT);
            var annotation = workload.annotations().get(SidecarInjection.INJECT);
            if (label == null
                    || annotation == null
                    || SidecarInjection.isYes(label) == SidecarInjection.isYes(annotation)) {
                return Stream.empty();
            }
            return Stream.of(Finding.of(
                    INFO,
                    workload.manifest(),
                    PodTemplate.where(workload, "annotations", SidecarInjection.INJECT),
                    PodTemplate.path(workload) + ".annotations",
                    "the label says \"" + label + "\", the annotation \"" + annotation + "\"; the label wins",
                    INFO.fix()));
        });
    }
}
