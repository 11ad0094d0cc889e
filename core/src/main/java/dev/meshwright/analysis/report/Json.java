package dev.meshwright.analysis.report;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON with fields in the order of the records, and the same bytes on every system.
final class Json {
    private static final ObjectWriter WRITER = writer();

    private Json() {}

    static String text(Object value) {
        return WRITER.writeValueAsString(value) + "\n";
    }

    private static ObjectWriter writer() {
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build()
                .writer()
                .with(printer);
    }
}
