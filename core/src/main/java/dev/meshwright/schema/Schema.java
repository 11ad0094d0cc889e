package dev.meshwright.schema;

import dev.meshwright.schema.cel.Cel;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One node of a kind's structural schema: what the API server lets stand at one place of a manifest.
///
/// @param nullable whether an explicit null is kept; elsewhere a null counts as absent
/// @param anyFields whether fields that the schema does not know are kept (`x-kubernetes-preserve-unknown-fields`)
/// @param defaultValue what the API server fills in, as the values of [PlainValue]; null for nothing
/// @param properties the known fields, by name
/// @param items what the items of a list are; null where this is no list
/// @param values what the values of a map with free keys are; null where keys are not free
/// @param constraints the CEL rules at this node
/// @param constrainedBelow whether this node or one below it has CEL rules
public record Schema(
        Type type,
        boolean nullable,
        boolean anyFields,
        @Nullable Object defaultValue,
        Map<String, Schema> properties,
        List<String> required,
        @Nullable Schema items,
        @Nullable Schema values,
        Limits limits,
        Choices choices,
        ListKeys listKeys,
        List<Constraint> constraints,
        boolean constrainedBelow) {

    public Schema {
        required = List.copyOf(required);
        constraints = List.copyOf(constraints);
    }

    /// The JSON type; `ANY` where the schema names none.
    public enum Type {
        ANY,
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        INT_OR_STRING
    }

    /// Bounds of a value; null or empty where there is none. Lengths count code points, items or properties.
    ///
    /// @param allowed the enum's values as text
    public record Limits(
            List<String> allowed,
            @Nullable Pattern pattern,
            @Nullable String format,
            @Nullable Double minimum,
            @Nullable Double maximum,
            @Nullable Integer minLength,
            @Nullable Integer maxLength) {
        static final Limits NONE = new Limits(List.of(), null, null, null, null, null, null);

        public Limits {
            allowed = List.copyOf(allowed);
        }
    }

    /// Alternatives: exactly one of `one`, at least one of `any`, all of `all`, and not `not`.
    public record Choices(
            List<Schema> one,
            List<Schema> any,
            List<Schema> all,
            @Nullable Schema not) {
        static final Choices NONE = new Choices(List.of(), List.of(), List.of(), null);

        boolean isEmpty() {
            return one.isEmpty() && any.isEmpty() && all.isEmpty() && not == null;
        }
    }

    /// What may not stand twice in a list: whole items (`set`), or items with the same values of the named fields.
    public record ListKeys(boolean set, List<String> fields) {
        static final ListKeys NONE = new ListKeys(false, List.of());
    }

    /// A CEL rule, with what the API server answers where it does not hold.
    public record Constraint(Cel rule, String message) {}

    /// What stands under a key of an object: a known field, or a value of a map; null where the key is not known.
    @Nullable
    Schema field(String key) {
        var known = properties.get(key);
        return known != null ? known : values;
    }
}
