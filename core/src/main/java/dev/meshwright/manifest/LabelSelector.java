package dev.meshwright.manifest;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A Kubernetes label selector with `matchLabels` and `matchExpressions`; one without conditions selects everything,
/// one that Kubernetes would refuse nothing.
public record LabelSelector(Node node) {

    public boolean matches(Map<String, String> labels) {
        return node.entries("matchLabels").stream()
                        .allMatch(label -> Objects.equals(
                                labels.get(label.key()), label.value().text().orElse("")))
                && node.items("matchExpressions").stream().allMatch(expression -> matches(expression, labels));
    }

    private static boolean matches(Node expression, Map<String, String> labels) {
        var value = labels.get(expression.text("key").orElse(""));
        var values = texts(expression, "values");
        return switch (expression.text("operator").orElse("")) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> !values.isEmpty() && (value == null || !values.contains(value));
            case "Exists" -> values.isEmpty() && value != null;
            case "DoesNotExist" -> values.isEmpty() && value == null;
            default -> false;
        };
    }

    private static List<String> texts(Node node, String key) {
        return node.items(key).stream().map(item -> item.text().orElse("")).toList();
    }
}
