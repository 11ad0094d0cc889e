package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.stream.Stream;

/// A workload asks for its sidecar, or refuses it, by the deprecated annotation.
final class InjectionByAnnotation implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0135",
            "InjectionByAnnotation",
            Category.INJECTION,
            Severity.INFO,
            "Injection is set by a deprecated annotation",
            "The webhook selects pods by labels, so an annotation alone does not reach it in a namespace without"
                    + " injection; and Istio may drop it.",
            "Set sidecar.istio.io/inject as a label of the pod template, and remove the annotation.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, annotations: {sidecar.istio.io/inject: "true"}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {sidecar.istio.io/inject: "true"}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            "https://istio.io/latest/docs/reference/config/annotations/#SidecarInject");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.workloads().stream()
                .filter(workload -> workload.annotations().containsKey(SidecarInjection.INJECT)
                        && !workload.labels().containsKey(SidecarInjection.INJECT))
                .map(workload -> finding(mesh, workload));
    }

    private static Finding finding(Mesh mesh, Workload workload) {
        var finding = Finding.of(
                INFO,
                workload.manifest(),
                PodTemplate.where(workload, "annotations", SidecarInjection.INJECT),
                PodTemplate.path(workload) + ".annotations",
                "the annotation " + SidecarInjection.INJECT + " is deprecated",
                INFO.fix());
        boolean isAsked =
                SidecarInjection.wish(workload).filter(SidecarInjection::isYes).isPresent();
        // A label reaches the webhook where an annotation does not: it must not bring in a sidecar that was not there.
        boolean isSame = !isAsked
                || mesh.namespace(workload.namespace())
                        .filter(namespace -> SidecarInjection.isWanted(workload, namespace.labels()))
                        .isPresent();
        return isSame
                ? finding.withEdit(new Edit.Set(
                        workload.manifest(),
                        PodTemplate.keys(workload, "labels", SidecarInjection.INJECT),
                        String.valueOf(isAsked)))
                : finding;
    }
}
