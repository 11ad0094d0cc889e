package dev.meshwright.analysis.controlplane;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A namespace asks for sidecars of a revision or tag that no webhook of the input serves.
final class InjectionNotServed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW5307",
            "InjectionNotServed",
            Category.INJECTION,
            Severity.ERROR,
            "No istiod serves the revision that a namespace asks for",
            "The API server asks the webhooks whose selectors match the namespace's labels. If none does, new pods start"
                    + " without a sidecar: in plaintext, without identity, and nothing says so.",
            "Name a revision or tag that is installed (`istioctl tag list`), or install this one.",
            webhook("stable") + namespace("stabel"),
            webhook("stable") + namespace("stable"),
            "https://istio.io/latest/docs/setup/upgrade/canary/#stable-revision-labels");

    private static String webhook(String tag) {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: istio-revision-tag-%1$s, labels: {istio.io/rev: 1-31-0, istio.io/tag: %1$s}}
                webhooks:
                  - name: rev.namespace.sidecar-injector.istio.io
                    namespaceSelector:
                      matchExpressions:
                        - {key: istio.io/rev, operator: In, values: [%1$s]}
                        - {key: istio-injection, operator: DoesNotExist}
                ---
                """.formatted(tag);
    }

    private static String namespace(String revision) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {istio.io/rev: %s}}
                """.formatted(revision);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var webhooks = InjectionWebhook.all(mesh);
        return webhooks.isEmpty()
                ? Stream.empty()
                : mesh.objects("", "Namespace").stream()
                        .filter(namespace -> SidecarInjection.injects(namespace.labels())
                                && !"ambient".equals(namespace.labels().get(SidecarInjection.DATAPLANE_MODE))
                                && webhooks.stream().noneMatch(webhook -> webhook.takes(namespace.labels(), Map.of())))
                        .map(namespace -> finding(namespace, webhooks));
    }

    private static Finding finding(Manifest namespace, List<InjectionWebhook> webhooks) {
        var key = namespace.labels().containsKey(SidecarInjection.NAMESPACE_LABEL)
                ? SidecarInjection.NAMESPACE_LABEL
                : SidecarInjection.REVISION;
        var known = new TreeSet<String>();
        webhooks.forEach(webhook -> known.addAll(InjectionWebhook.revisions(webhook.configuration())));
        return Finding.of(
                INFO,
                namespace,
                namespace.where("metadata", "labels"),
                "metadata.labels",
                "no injection webhook takes namespaces with " + key + "="
                        + namespace.labels().get(key)
                        + (known.isEmpty() ? "" : "; the revisions are " + String.join(", ", known)),
                INFO.fix());
    }
}
