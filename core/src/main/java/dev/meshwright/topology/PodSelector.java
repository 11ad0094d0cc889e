package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Map;

/// A label selector as Kubernetes evaluates it: all of `matchLabels` and all of `matchExpressions`. See
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
record PodSelector(Node selector) {
    /// Whether it asks for a label's value: a selector that only excludes, or that takes everything, names nobody.
    boolean isNaming() {
        return !selector.entries("matchLabels").isEmpty()
                || selector.items("matchExpressions").stream()
                        .anyMatch(one -> one.text("operator").orElse("").equals("In"));
    }

    boolean matches(Map<String, String> labels) {
        return selector.entries("matchLabels").stream()
                        .allMatch(entry -> entry.value()
                                .text()
                                .filter(value -> value.equals(labels.get(entry.key())))
                                .isPresent())
                && selector.items("matchExpressions").stream().allMatch(one -> holds(one, labels));
    }

    private static boolean holds(Node expression, Map<String, String> labels) {
        var value = labels.get(expression.text("key").orElse(""));
        List<String> values = expression.items("values").stream()
                .flatMap(one -> one.text().stream())
                .toList();
        return switch (expression.text("operator").orElse("")) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
