package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A pod template leaves the proxy's image to the injector, but no webhook takes it.
final class AutoImageNotInjected implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0146",
            "AutoImageNotInjected",
            Category.INJECTION,
            Severity.WARNING,
            "A pod template's proxy image is never filled in",
            "The image auto is replaced by the injector. No webhook takes these pods, so the image cannot"
                    + " be pulled.",
            "Give the pod template the label by which a webhook takes it, mostly sidecar.istio.io/inject:" + " true.",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector}
            webhooks:
              - name: object.sidecar-injector.istio.io
                clientConfig: {service: {name: istiod, namespace: istio-system}}
                objectSelector: {matchLabels: {sidecar.istio.io/inject: "true"}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: gateway, namespace: ingress}
            spec:
              template:
                metadata: {labels: {istio: ingressgateway}, annotations: {inject.istio.io/templates: gateway}}
                spec: {containers: [{name: istio-proxy, image: auto}]}
            """,
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector}
            webhooks:
              - name: object.sidecar-injector.istio.io
                clientConfig: {service: {name: istiod, namespace: istio-system}}
                objectSelector: {matchLabels: {sidecar.istio.io/inject: "true"}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: gateway, namespace: ingress}
            spec:
              template:
                metadata: {labels: {istio: ingressgateway, sidecar.istio.io/inject: "true"}, annotations: {inject.istio.io/templates: gateway}}
                spec: {containers: [{name: istio-proxy, image: auto}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0146/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var webhooks = mesh.objects("admissionregistration.k8s.io", "MutatingWebhookConfiguration").stream()
                .flatMap(configuration -> configuration.root().items("webhooks").stream())
                .filter(webhook -> webhook.text("name").orElse("").endsWith("istio.io"))
                .toList();
        return mesh.workloads().stream()
                .filter(workload -> !workload.kind().equals("Pod")
                        && AutoImage.container(workload).isPresent()
                        && !isTaken(mesh, workload, webhooks))
                .map(workload -> AutoImage.finding(INFO, workload, "no injection webhook takes the pods of "))
                .map(finding -> webhooks.isEmpty() ? finding.asInference() : finding);
    }

    private static boolean isTaken(Mesh mesh, Workload workload, List<Node> webhooks) {
        var namespace = mesh.namespace(workload.namespace()).map(Manifest::labels);
        return webhooks.stream()
                .anyMatch(webhook ->
                        selects(webhook, "namespaceSelector", namespace.isPresent() ? namespace.get() : Map.of())
                                && selects(webhook, "objectSelector", workload.labels()));
    }

    private static boolean selects(Node webhook, String field, Map<String, String> labels) {
        return webhook.at(field)
                .map(selector -> new LabelSelector(selector).matches(labels))
                .orElse(true);
    }
}
