package dev.meshwright.schema;

import dev.meshwright.Closest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Walks a manifest along its schema: types, required and unknown fields, lengths, duplicates; scalars and
/// alternatives are left to [ScalarCheck] and [AlternativesCheck].
final class StructureCheck {
    private static final Set<String> OUTSIDE_THE_SCHEMA = Set.of("apiVersion", "kind", "metadata", "status");

    private final List<Violation> violations;

    StructureCheck(List<Violation> violations) {
        this.violations = violations;
    }

    /// A whole object; `metadata` and `status` are not looked into.
    void object(Schema schema, Node.Mapping root) {
        required(schema, root, Path.ROOT);
        for (var entry : root.entries()) {
            if (!OUTSIDE_THE_SCHEMA.contains(entry.key())) {
                field(schema, root, entry, Path.ROOT);
            }
        }
        new AlternativesCheck(this).check(schema, root, Path.ROOT);
    }

    void value(Schema schema, Node node, Path path) {
        switch (node) {
            case Node.Mapping mapping -> {
                if (isA(schema, Schema.Type.OBJECT, "an object", node, path)) {
                    mapping(schema, mapping, path);
                    new AlternativesCheck(this).check(schema, node, path);
                }
            }
            case Node.Sequence sequence -> {
                if (isA(schema, Schema.Type.ARRAY, "a list", node, path)) {
                    sequence(schema, sequence, path);
                    new AlternativesCheck(this).check(schema, node, path);
                }
            }
            case Node.Scalar scalar -> {
                if (scalar.isNull() && schema.nullable()) {
                    return;
                }
                if (new ScalarCheck(this).check(schema, scalar, path)) {
                    new AlternativesCheck(this).check(schema, node, path);
                }
            }
        }
    }

    private void mapping(Schema schema, Node.Mapping mapping, Path path) {
        required(schema, mapping, path);
        size(schema, mapping.entries().size(), "fields", mapping.where(), path);
        for (var entry : mapping.entries()) {
            field(schema, mapping, entry, path);
        }
    }

    private void field(Schema schema, Node.Mapping mapping, Node.Entry entry, Path path) {
        var field = schema.field(entry.key());
        if (field == null) {
            if (!schema.anyFields() && schema.type() != Schema.Type.ANY) {
                unknown(schema, mapping, entry, path);
            }
        } else if (field.nullable() || !isNull(entry.value())) {
            value(field, entry.value(), path.field(entry.key()));
        }
    }

    private void required(Schema schema, Node.Mapping mapping, Path path) {
        for (var name : schema.required()) {
            var field = schema.field(name);
            boolean filledIn = field != null && field.defaultValue() != null;
            if (!filledIn && !present(field, mapping, name)) {
                structure(
                        mapping.where(),
                        path,
                        path.name() + " lacks the required field `" + name + "`",
                        "Add `" + name + "`.");
            }
        }
    }

    private static boolean present(@Nullable Schema field, Node.Mapping map, String name) {
        return map.get(name)
                .filter(value -> !isNull(value) || (field != null && field.nullable()))
                .isPresent();
    }

    private void unknown(Schema schema, Node.Mapping mapping, Node.Entry entry, Path path) {
        var names = schema.properties().keySet();
        var closest = Closest.to(entry.key(), names);
        var instead = Closest.surely(entry.key(), names)
                .filter(name -> mapping.get(name).isEmpty())
                .map(name -> new Node.Scalar(entry.where(), name, Node.Scalar.Type.STRING));
        violations.add(new Violation(
                Violation.Kind.UNKNOWN_FIELD,
                entry.where(),
                path.field(entry.key()).toString(),
                "unknown field `" + entry.key() + "` in " + path.name(),
                closest.map(name -> "Did you mean `" + name + "`?").orElse(known(names)),
                instead.orElse(null)));
    }

    private static String known(Set<String> names) {
        return names.isEmpty() || names.size() > 12
                ? "Remove the field."
                : "Remove the field, or use one of " + String.join(", ", names) + ".";
    }

    private void sequence(Schema schema, Node.Sequence sequence, Path path) {
        size(schema, sequence.items().size(), "items", sequence.where(), path);
        var items = schema.items();
        if (items == null) {
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            value(items, sequence.items().get(i), path.item(i));
        }
        duplicates(schema, sequence, path);
    }

    private void duplicates(Schema schema, Node.Sequence sequence, Path path) {
        if (!schema.listKeys().set() && schema.listKeys().fields().isEmpty()) {
            return;
        }
        var seen = new HashSet<Object>();
        for (int i = 0; i < sequence.items().size(); i++) {
            var item = sequence.items().get(i);
            var identity = identity(schema, item);
            if (!seen.add(identity)) {
                structure(
                        item.where(),
                        path.item(i),
                        path.name() + " holds " + identity + " twice",
                        "Remove one of the two, or make them differ.");
            }
        }
    }

    private static Object identity(Schema schema, Node item) {
        var items = schema.items();
        var value = items == null ? null : PlainValue.of(items, item);
        if (schema.listKeys().set() || !(value instanceof Map<?, ?> map)) {
            return String.valueOf(value);
        }
        var key = new TreeMap<String, Object>();
        for (var field : schema.listKeys().fields()) {
            key.put(field, String.valueOf(map.get(field)));
        }
        return key;
    }

    private void size(Schema schema, int size, String what, Source where, Path path) {
        var least = schema.limits().minLength();
        var most = schema.limits().maxLength();
        if (least != null && size < least) {
            structure(
                    where,
                    path,
                    path.name() + " needs at least " + least + " " + what + ", has " + size,
                    "Add " + what + ".");
        }
        if (most != null && size > most) {
            structure(
                    where, path, path.name() + " may have at most " + most + " " + what + ", has " + size, "Split it.");
        }
    }

    private boolean isA(Schema schema, Schema.Type type, String name, Node node, Path path) {
        if (schema.type() == type || schema.type() == Schema.Type.ANY) {
            return true;
        }
        structure(
                node.where(),
                path,
                path.name() + " is " + name + ", but must be " + ScalarCheck.name(schema.type()),
                "Write " + ScalarCheck.name(schema.type()) + " here.");
        return false;
    }

    void structure(Source where, Path path, String message, String fix) {
        violations.add(new Violation(Violation.Kind.STRUCTURE, where, path.toString(), message, fix, null));
    }

    /// A scalar that is wrong.
    ///
    /// @param instead what is surely meant; null where that is not known
    void scalar(Node.Scalar wrong, Path path, String message, String fix, Node.@Nullable Scalar instead) {
        violations.add(new Violation(Violation.Kind.STRUCTURE, wrong.where(), path.toString(), message, fix, instead));
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isNull();
    }
}
