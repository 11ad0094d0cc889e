package dev.meshwright.schema;

import dev.meshwright.schema.Schema.Choices;
import dev.meshwright.schema.Schema.Constraint;
import dev.meshwright.schema.Schema.Limits;
import dev.meshwright.schema.Schema.ListKeys;
import dev.meshwright.schema.cel.Cel;
import dev.meshwright.schema.syntax.Re2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Turns the JSON of one file of facts into a [Schema].
final class SchemaReader {
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final Map<String, Cel> rules = new HashMap<>();

    Schema read(JsonNode json) {
        var properties = new LinkedHashMap<String, Schema>();
        json.path("properties").properties().forEach(field -> properties.put(field.getKey(), read(field.getValue())));
        var items = json.has("items") ? read(json.path("items")) : null;
        var values = json.path("additionalProperties").isObject() ? read(json.path("additionalProperties")) : null;
        var constraints = constraints(json.path("x-kubernetes-validations"));
        var type = type(json);
        return new Schema(
                type,
                json.path("nullable").booleanValue(false),
                json.path("x-kubernetes-preserve-unknown-fields").booleanValue(false)
                        || json.path("additionalProperties").booleanValue(false),
                json.has("default") ? PlainValue.of(json.path("default")) : null,
                properties,
                texts(json.path("required")),
                items,
                values,
                limits(json),
                type == Schema.Type.INT_OR_STRING ? Choices.NONE : choices(json),
                new ListKeys(
                        json.path("x-kubernetes-list-type").stringValue("").equals("set"),
                        texts(json.path("x-kubernetes-list-map-keys"))),
                constraints,
                !constraints.isEmpty() || anyConstrained(properties.values().stream(), items, values));
    }

    private static boolean anyConstrained(Stream<Schema> fields, @Nullable Schema... others) {
        return Stream.concat(fields, Stream.of(others).filter(Objects::nonNull)).anyMatch(Schema::constrainedBelow);
    }

    private static Schema.Type type(JsonNode json) {
        if (json.path("x-kubernetes-int-or-string").booleanValue(false)) {
            return Schema.Type.INT_OR_STRING;
        }
        var name = json.path("type").stringValue("any");
        return Schema.Type.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Limits limits(JsonNode json) {
        var least = integer(json, "minLength", "minItems", "minProperties");
        var most = integer(json, "maxLength", "maxItems", "maxProperties");
        var pattern = json.has("pattern") ? json.path("pattern").stringValue() : null;
        var limits = new Limits(
                json.path("enum").values().stream().map(JsonNode::asString).toList(),
                pattern == null ? null : patterns.computeIfAbsent(pattern, Re2::compile),
                json.has("format") ? json.path("format").stringValue() : null,
                number(json, "minimum"),
                number(json, "maximum"),
                least,
                most);
        return limits.equals(Limits.NONE) ? Limits.NONE : limits;
    }

    private Choices choices(JsonNode json) {
        if (!json.has("oneOf") && !json.has("anyOf") && !json.has("allOf") && !json.has("not")) {
            return Choices.NONE;
        }
        return new Choices(
                schemas(json.path("oneOf")),
                schemas(json.path("anyOf")),
                schemas(json.path("allOf")),
                json.has("not") ? read(json.path("not")) : null);
    }

    private List<Schema> schemas(JsonNode list) {
        return list.values().stream().map(this::read).toList();
    }

    /// Transition rules (`oldSelf`) hold for any new object.
    private List<Constraint> constraints(JsonNode list) {
        var constraints = new ArrayList<Constraint>();
        for (var json : list.values()) {
            var rule = json.path("rule").stringValue();
            if (!rule.contains("oldSelf")) {
                constraints.add(new Constraint(
                        rules.computeIfAbsent(rule, Cel::of),
                        json.path("message").stringValue("does not hold: " + rule)));
            }
        }
        return constraints;
    }

    private static List<String> texts(JsonNode list) {
        return list.values().stream().map(JsonNode::asString).toList();
    }

    private static @Nullable Integer integer(JsonNode json, String... names) {
        for (var name : names) {
            if (json.has(name)) {
                return json.path(name).intValue();
            }
        }
        return null;
    }

    private static @Nullable Double number(JsonNode json, String name) {
        return json.has(name) ? json.path(name).doubleValue() : null;
    }
}
