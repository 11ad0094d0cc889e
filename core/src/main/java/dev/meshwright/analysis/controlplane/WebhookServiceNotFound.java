package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// An injection webhook names a Service that does not exist.
final class WebhookServiceNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0139",
            "WebhookServiceNotFound",
            Category.INJECTION,
            Severity.ERROR,
            "An injection webhook leads to no Service",
            "The API server cannot reach istiod, so pods are refused or made without a sidecar.",
            "Name the Service of istiod.",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector}
            webhooks:
              - name: namespace.sidecar-injector.istio.io
                clientConfig: {service: {name: istio-d, namespace: istio-system}}
                namespaceSelector: {matchLabels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istiod, namespace: istio-system}
            spec: {ports: [{name: https-webhook, port: 443}]}
            """,
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector}
            webhooks:
              - name: namespace.sidecar-injector.istio.io
                clientConfig: {service: {name: istiod, namespace: istio-system}}
                namespaceSelector: {matchLabels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istiod, namespace: istio-system}
            spec: {ports: [{name: https-webhook, port: 443}]}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0139/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksServices = mesh.lacks("", "Service");
        return InjectionWebhook.all(mesh).stream()
                .flatMap(webhook -> webhook.node().at("clientConfig", "service").stream()
                        .filter(service -> mesh.object("", "Service", text(service, "namespace"), text(service, "name"))
                                .isEmpty())
                        .map(service -> finding(webhook, service)))
                .map(finding -> lacksServices ? finding.asInference() : finding);
    }

    private static Finding finding(InjectionWebhook webhook, Node service) {
        return Finding.of(
                INFO,
                webhook.configuration(),
                service.where(),
                webhook.path() + ".clientConfig.service",
                "there is no Service " + text(service, "namespace") + "/" + text(service, "name"),
                INFO.fix());
    }

    private static String text(Node service, String key) {
        return service.text(key).orElse("");
    }
}
