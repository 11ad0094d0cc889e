package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Two webhooks inject the same pods.
final class WebhooksOverlap implements Rule {
    private static final String REVISION = "istio.io/rev";

    private static final RuleInfo INFO = new RuleInfo(
            "IST0139",
            "WebhooksOverlap",
            Category.INJECTION,
            Severity.ERROR,
            "Two webhooks inject the same pods",
            "The pods are injected twice, by two revisions of istiod, and may get two proxies or none" + " that works.",
            "Make the selectors disjoint: a namespace belongs to one revision.",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector}
            webhooks:
              - name: namespace.sidecar-injector.istio.io
                clientConfig: {service: {name: istiod, namespace: istio-system}}
                namespaceSelector: {matchLabels: {istio-injection: enabled}}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector-canary}
            webhooks:
              - name: rev.namespace.sidecar-injector.istio.io
                clientConfig: {service: {name: istiod, namespace: istio-system}}
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
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: istio-sidecar-injector-canary}
            webhooks:
              - name: rev.namespace.sidecar-injector.istio.io
                clientConfig: {service: {name: istiod, namespace: istio-system}}
                namespaceSelector: {matchLabels: {istio.io/rev: canary, istio-injection: disabled}}
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
        var webhooks = InjectionWebhook.all(mesh);
        var revisions = new TreeSet<String>();
        webhooks.forEach(webhook -> revisions.addAll(InjectionWebhook.revisions(webhook.configuration())));
        var overlaps = new LinkedHashSet<List<InjectionWebhook>>();
        for (var namespace : combinations("istio-injection", List.of("enabled", "disabled"), revisions)) {
            for (var pod : combinations("sidecar.istio.io/inject", List.of("true", "false"), revisions)) {
                overlaps.add(webhooks.stream()
                        .filter(webhook -> webhook.takes(namespace, pod))
                        .toList());
            }
        }
        return overlaps.stream()
                .filter(together -> together.size() > 1)
                .flatMap(together -> together.stream().map(webhook -> finding(webhook, together)));
    }

    /// The labels of namespaces or pods that decide about injection: the label, a revision, both, or none.
    private static List<Map<String, String>> combinations(String label, List<String> values, Set<String> revisions) {
        var all = new ArrayList<Map<String, String>>();
        all.add(Map.of());
        values.forEach(value -> all.add(Map.of(label, value)));
        for (var revision : revisions) {
            all.add(Map.of(REVISION, revision));
            values.forEach(value -> all.add(Map.of(label, value, REVISION, revision)));
        }
        return all;
    }

    private static Finding finding(InjectionWebhook webhook, List<InjectionWebhook> together) {
        var others = together.stream()
                .filter(other -> !other.id().equals(webhook.id()))
                .map(InjectionWebhook::id)
                .sorted()
                .toList();
        return Finding.of(
                INFO,
                webhook.configuration(),
                webhook.node().where(),
                webhook.path(),
                "the same pods are also injected by " + String.join(", ", others),
                INFO.fix());
    }
}
