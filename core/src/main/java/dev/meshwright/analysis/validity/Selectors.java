package dev.meshwright.analysis.validity;

import java.util.Map;
import java.util.Set;

/// Which workloads a policy is for: a selector, or references to what it is attached to.
final class Selectors {
    private static final Map<String, Set<String>> TARGETS = Map.of(
            "", Set.of("Service"),
            "core", Set.of("Service"),
            "networking.istio.io", Set.of("ServiceEntry"),
            "gateway.networking.k8s.io", Set.of("Gateway", "GatewayClass"));

    private Selectors() {}

    /// A selector with `matchLabels`, or target references.
    static void check(Place spec, Verdict verdict) {
        spec.at("selector").ifPresent(selector -> labels(selector, "matchLabels", verdict));
        spec.at("targetRef").ifPresent(target -> target(target, verdict));
        spec.items("targetRefs").forEach(target -> target(target, verdict));
    }

    /// The labels of a selector: keys and values without wildcards.
    static void labels(Place selector, String field, Verdict verdict) {
        var labels = selector.values(field);
        if (labels.isEmpty()) {
            verdict.warning(
                    selector,
                    "the selector has no labels and selects every workload of the namespace",
                    "Add labels, or remove the selector.");
        }
        for (var label : labels) {
            var key = label.path().substring(selector.path().length() + field.length() + 2);
            if (key.isEmpty()) {
                verdict.error(label, "the selector has a label with an empty key", "Write the label's key.");
            } else if (key.contains("*") || label.text().contains("*")) {
                verdict.error(
                        label,
                        "the selector compares labels literally: `" + key + ": " + label.text() + "` holds a wildcard",
                        "Write the label's whole value.");
            }
        }
    }

    private static void target(Place target, Verdict verdict) {
        var group = target.text("group");
        var kind = target.text("kind");
        if (target.text("name").isEmpty()) {
            verdict.error(target, target.field() + " needs a name", "Add `name`.");
        }
        if (!target.text("namespace").isEmpty()) {
            verdict.error(
                    target,
                    target.field() + " reaches into another namespace, which is not supported",
                    "Remove `namespace` and put the policy into the target's namespace.");
        }
        if (!TARGETS.getOrDefault(group, Set.of()).contains(kind)) {
            verdict.error(
                    target,
                    "a policy cannot be attached to `" + group + "/" + kind + "`",
                    "Attach it to a Service, ServiceEntry, Gateway or GatewayClass.");
        }
    }
}
