package dev.meshwright;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one way to JSON: records as they are, in the order of their components, two blanks of indentation.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new StablePrinter())
            .build();

    private Json() {}

    /// The value as indented JSON with a line feed at its end.
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value) + "\n";
    }

    /// The value as JSON in one line, without a line feed, for formats of one object per line.
    public static String line(Object value) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /// The value as maps, lists, texts, numbers and booleans, for other formats of the same content.
    public static Object tree(Object value) {
        return MAPPER.convertValue(value, Object.class);
    }
}
