package dev.meshwright.schema;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `oneOf`, `anyOf`, `allOf` and `not`.
final class AlternativesCheck {
    private final StructureCheck report;

    AlternativesCheck(StructureCheck report) {
        this.report = report;
    }

    void check(Schema schema, Node node, Path path) {
        var choices = schema.choices();
        if (choices.isEmpty()) {
            return;
        }
        if (!choices.one().isEmpty() && count(choices.one(), node, path) != 1) {
            explain(choices.one(), node, path);
        }
        if (!choices.any().isEmpty() && count(choices.any(), node, path) == 0) {
            explain(choices.any(), node, path);
        }
        for (var part : choices.all()) {
            if (!fits(part, node, path)) {
                explain(
                        part.choices().one().isEmpty()
                                ? List.of(part)
                                : part.choices().one(),
                        node,
                        path);
            }
        }
        if (choices.not() != null && fits(choices.not(), node, path)) {
            explain(List.of(choices.not()), node, path);
        }
    }

    private static long count(List<Schema> alternatives, Node node, Path path) {
        return alternatives.stream()
                .filter(alternative -> fits(alternative, node, path))
                .count();
    }

    private static boolean fits(Schema schema, Node node, Path path) {
        var violations = new ArrayList<Violation>();
        new StructureCheck(violations).value(schema, node, path);
        return violations.isEmpty();
    }

    /// Istio's alternatives are fields that exclude each other: name those.
    private void explain(List<Schema> alternatives, Node node, Path path) {
        var fields = new LinkedHashSet<String>();
        alternatives.forEach(alternative -> fields.addAll(alternative.required()));
        var present =
                fields.stream().filter(field -> node.at(field).isPresent()).toList();
        if (present.size() > 1) {
            report.structure(
                    node.where(),
                    path,
                    "only one of " + names(fields) + " may be set in " + path.name() + ", but "
                            + String.join(" and ", present) + " are",
                    "Keep one of " + String.join(", ", present) + ".");
        } else if (present.isEmpty() && !fields.isEmpty()) {
            report.structure(
                    node.where(),
                    path,
                    path.name() + " needs one of " + names(fields),
                    "Add one of " + names(fields) + ".");
        } else {
            report.structure(
                    node.where(),
                    path,
                    path.name() + " has none of the forms that are allowed here",
                    "Compare it with the reference of this kind.");
        }
    }

    private static String names(Set<String> fields) {
        return String.join(", ", fields);
    }
}
