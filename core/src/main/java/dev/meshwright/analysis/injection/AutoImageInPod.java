package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A Pod still has the image that the injector replaces.
final class AutoImageInPod implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0147",
            "AutoImageInPod",
            Category.INJECTION,
            Severity.ERROR,
            "A Pod's proxy image was never filled in",
            "The injector replaces the image auto when a pod is made. In a Pod that exists it is too"
                    + " late: the image cannot be pulled.",
            "Make sure that a webhook takes the pod, and make the pod anew.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: gateway-0, namespace: ingress}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: gateway-0, namespace: ingress}
            spec: {containers: [{name: istio-proxy, image: "registry.example/proxyv2:1.31.0"}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0147/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.workloads().stream()
                .filter(workload -> workload.kind().equals("Pod")
                        && AutoImage.container(workload).isPresent())
                .map(workload -> AutoImage.finding(INFO, workload, "the image auto has not been replaced in "));
    }
}
