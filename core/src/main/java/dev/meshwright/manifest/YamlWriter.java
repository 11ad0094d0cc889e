package dev.meshwright.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints plain values as YAML in one stable block style: two blanks per level, list items indented below their
/// key, quotes only where a YAML 1.1 or 1.2 reader would otherwise take a text for something else.
public final class YamlWriter {
    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /// One document, ending in a newline.
    ///
    /// @param value a Map, List, CharSequence, Number, Boolean or null, nested at will; keys are written as text
    /// @throws IllegalArgumentException if another type stands in it
    public static String write(@Nullable Object value) {
        var writer = new YamlWriter();
        writer.node(value, 0);
        return writer.out.toString();
    }

    /// Writes a value that starts on the current line, its own further lines indented to `indent`.
    private void node(@Nullable Object value, int indent) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> mapping(map, indent);
            case List<?> list when !list.isEmpty() -> sequence(list, indent);
            case null, default -> out.append(scalar(value, indent)).append('\n');
        }
    }

    private void mapping(Map<?, ?> map, int indent) {
        boolean first = true;
        for (var entry : map.entrySet()) {
            if (!first) {
                out.repeat(' ', indent);
            }
            first = false;
            out.append(YamlText.oneLine(String.valueOf(entry.getKey()))).append(':');
            child(entry.getValue(), indent);
        }
    }

    private void child(@Nullable Object value, int indent) {
        boolean isBlock = switch (value) {
            case Map<?, ?> map -> !map.isEmpty();
            case List<?> list -> !list.isEmpty();
            case null, default -> false;
        };
        if (isBlock) {
            out.append('\n').repeat(' ', indent + 2);
        } else {
            out.append(' ');
        }
        node(value, indent + 2);
    }

    private void sequence(List<?> list, int indent) {
        boolean first = true;
        for (var item : list) {
            if (!first) {
                out.repeat(' ', indent);
            }
            first = false;
            out.append("- ");
            node(item, indent + 2);
        }
    }

    private static String scalar(@Nullable Object value, int indent) {
        return switch (value) {
            case null -> "null";
            case Boolean bool -> bool.toString();
            case Double number -> number(number);
            case Float number -> number(number.doubleValue());
            case Number number -> number.toString();
            case CharSequence text -> YamlText.of(text.toString(), indent);
            case Map<?, ?> _ -> "{}";
            case List<?> _ -> "[]";
            default ->
                throw new IllegalArgumentException(
                        "cannot write a " + value.getClass().getName() + " as YAML");
        };
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(value);
    }
}
