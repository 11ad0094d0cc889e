package dev.meshwright.access.reach;

import dev.meshwright.manifest.Node;
import java.util.Map;

/// A Kubernetes label selector: `matchLabels` and `matchExpressions`. An empty one selects everything.
final class LabelSelector {
    private LabelSelector() {}

    static boolean selects(Node selector, Map<String, String> labels) {
        for (var wanted : selector.entries("matchLabels")) {
            if (!wanted.value().text().orElse("").equals(labels.get(wanted.key()))) {
                return false;
            }
        }
        return selector.items("matchExpressions").stream().allMatch(expression -> holds(expression, labels));
    }

    private static boolean holds(Node expression, Map<String, String> labels) {
        var value = labels.get(expression.text("key").orElse(""));
        boolean isListed = expression.items("values").stream()
                .anyMatch(item -> item.text().orElse("").equals(value));
        return switch (expression.text("operator").orElse("")) {
            case "In" -> isListed;
            case "NotIn" -> !isListed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
