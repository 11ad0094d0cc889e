package dev.meshwright.schema;

import dev.meshwright.manifest.Node;
import dev.meshwright.schema.syntax.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Values without places, as CEL sees them: Map, List, String, Long, Double, Boolean, and null.
final class PlainValue {
    private PlainValue() {}

    /// What the API server makes of a node before it runs CEL rules: defaults filled in, nulls dropped.
    static @Nullable Object of(Schema schema, Node node) {
        return switch (node) {
            case Node.Mapping mapping -> map(schema, mapping);
            case Node.Sequence sequence -> {
                var list = new ArrayList<Object>();
                for (var item : sequence.items()) {
                    var value = schema.items() == null ? null : of(schema.items(), item);
                    list.add(value == null ? Map.of() : value);
                }
                yield list;
            }
            case Node.Scalar scalar -> scalar(schema.type(), scalar);
        };
    }

    private static Map<String, Object> map(Schema schema, Node.Mapping mapping) {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : mapping.entries()) {
            var field = schema.field(entry.key());
            var value = field == null ? null : of(field, entry.value());
            if (value != null) {
                map.put(entry.key(), value);
            }
        }
        schema.properties().forEach((name, field) -> {
            if (field.defaultValue() != null) {
                map.putIfAbsent(name, field.defaultValue());
            }
        });
        return map;
    }

    private static @Nullable Object scalar(Schema.Type type, Node.Scalar scalar) {
        if (scalar.isNull()) {
            return null;
        }
        return switch (type) {
            case STRING -> scalar.text();
            case NUMBER ->
                Numbers.decimal(scalar.text())
                        .<Object>map(BigDecimal::doubleValue)
                        .orElse(scalar.text());
            case OBJECT, ARRAY, ANY, BOOLEAN, INTEGER, INT_OR_STRING ->
                switch (scalar.type()) {
                    case BOOLEAN -> scalar.text().equals("true");
                    case INTEGER ->
                        Numbers.whole(scalar.text()).<Object>map(n -> n).orElse(scalar.text());
                    case NUMBER ->
                        Numbers.decimal(scalar.text())
                                .<Object>map(BigDecimal::doubleValue)
                                .orElse(scalar.text());
                    case STRING, NULL -> scalar.text();
                };
        };
    }

    /// A default as it stands in the facts.
    static @Nullable Object of(JsonNode json) {
        if (json.isObject()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            json.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
            return map;
        }
        if (json.isArray()) {
            return List.copyOf(json.values().stream().map(item -> of(item)).toList());
        }
        if (json.isIntegralNumber()) {
            return json.longValue();
        }
        if (json.isNumber()) {
            return json.doubleValue();
        }
        return json.isBoolean() ? (Object) json.booleanValue() : json.isString() ? json.stringValue() : null;
    }
}
