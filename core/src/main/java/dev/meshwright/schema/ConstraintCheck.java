package dev.meshwright.schema;

import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Map;

/// Evaluates the CEL rules of a schema at every place they stand, over the object as the API server completes it.
final class ConstraintCheck {
    private final Node.Mapping root;
    private final List<Violation> violations;

    ConstraintCheck(Node.Mapping root, List<Violation> violations) {
        this.root = root;
        this.violations = violations;
    }

    void check(Schema schema) {
        for (var field : schema.properties().entrySet()) {
            var node = root.at(field.getKey());
            if (node.isPresent()
                    && field.getValue().constrainedBelow()
                    && !field.getKey().equals("status")) {
                var value = PlainValue.of(field.getValue(), node.get());
                if (value != null) {
                    check(field.getValue(), value, Path.ROOT.field(field.getKey()));
                }
            }
        }
    }

    private void check(Schema schema, Object value, Path path) {
        for (var constraint : schema.constraints()) {
            if (!constraint.rule().holds(value)) {
                violations.add(new Violation(
                        Violation.Kind.CONSTRAINT,
                        path.nearest(root).where(),
                        path.toString(),
                        path.name() + ": " + constraint.message(),
                        "Change " + path.name() + " so that this holds: " + constraint.message() + ".",
                        null));
            }
        }
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, below) -> {
                    var field = schema.field((String) key);
                    if (field != null && field.constrainedBelow()) {
                        check(field, below, path.field((String) key));
                    }
                });
            case List<?> list
            when schema.items() != null && schema.items().constrainedBelow() -> {
                for (int i = 0; i < list.size(); i++) {
                    check(schema.items(), list.get(i), path.item(i));
                }
            }
            default -> {}
        }
    }
}
