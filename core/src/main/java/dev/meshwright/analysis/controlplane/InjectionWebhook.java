package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One webhook of a MutatingWebhookConfiguration that injects sidecars.
///
/// @param path of the webhook: `webhooks[0]`
record InjectionWebhook(Manifest configuration, Node node, String path) {
    private static final String REVISION = "istio.io/rev";
    private static final List<String> SELECTORS = List.of("namespaceSelector", "objectSelector");

    /// The webhooks of the configurations that are Istio's: by a webhook's name, or by a revision that it is for.
    static List<InjectionWebhook> all(Mesh mesh) {
        var found = new ArrayList<InjectionWebhook>();
        for (var configuration : mesh.objects("admissionregistration.k8s.io", "MutatingWebhookConfiguration")) {
            var webhooks = configuration.root().items("webhooks");
            if (!revisions(configuration).isEmpty()
                    || webhooks.stream().anyMatch(webhook -> name(webhook).endsWith("istio.io"))) {
                for (int i = 0; i < webhooks.size(); i++) {
                    found.add(new InjectionWebhook(configuration, webhooks.get(i), "webhooks[" + i + "]"));
                }
            }
        }
        return found;
    }

    /// The revisions that a configuration is for, by its label and by what its selectors mention.
    static Set<String> revisions(Manifest configuration) {
        var revisions = new TreeSet<String>();
        var label = configuration.labels().get(REVISION);
        if (label != null) {
            revisions.add(label);
        }
        configuration.root().items("webhooks").stream()
                .flatMap(webhook -> SELECTORS.stream().flatMap(selector -> webhook.at(selector).stream()))
                .flatMap(InjectionWebhook::mentioned)
                .forEach(revisions::add);
        return revisions;
    }

    private static Stream<String> mentioned(Node selector) {
        return Stream.concat(
                selector.text("matchLabels", REVISION).stream(),
                selector.items("matchExpressions").stream()
                        .filter(expression -> expression.text("key").orElse("").equals(REVISION))
                        .flatMap(expression -> expression.items("values").stream())
                        .flatMap(value -> value.text().stream()));
    }

    boolean takes(Map<String, String> namespaceLabels, Map<String, String> podLabels) {
        return selects("namespaceSelector", namespaceLabels) && selects("objectSelector", podLabels);
    }

    private boolean selects(String field, Map<String, String> labels) {
        return node.at(field)
                .map(selector -> new LabelSelector(selector).matches(labels))
                .orElse(true);
    }

    String id() {
        return configuration.name() + "/" + name(node);
    }

    private static String name(Node webhook) {
        return webhook.text("name").orElse("");
    }
}
