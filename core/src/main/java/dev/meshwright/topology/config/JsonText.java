package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as programs take it in their settings: with comments and commas too many, as .NET and JavaScript tools do.
final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final JsonParser parser;
    private final ConfigPlace place;

    private JsonText(JsonParser parser, ConfigPlace place) {
        this.parser = parser;
        this.place = place;
    }

    static Optional<Node> tree(String text, ConfigPlace place, List<Problem> problems) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            var reader = new JsonText(parser, place);
            var first = parser.nextToken();
            return first == null ? Optional.empty() : Optional.of(reader.node(first));
        } catch (JacksonException e) {
            var at = e.getLocation();
            int line = at == null ? 1 : at.getLineNr();
            int column = at == null ? 1 : at.getColumnNr();
            problems.add(new Problem(
                    Problem.Level.WARNING,
                    place.at(line),
                    "not JSON: line " + line + ", column " + column + " of the file cannot stand there",
                    "Correct the JSON at this place."));
            return Optional.empty();
        }
    }

    private Node node(JsonToken token) {
        var where = where();
        return switch (token) {
            case START_OBJECT -> mapping(where);
            case START_ARRAY -> sequence(where);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new Node.Scalar(where, parser.getString(), Node.Scalar.Type.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(where, parser.getString(), Node.Scalar.Type.BOOLEAN);
            case VALUE_NULL -> new Node.Scalar(where, "", Node.Scalar.Type.NULL);
            default -> new Node.Scalar(where, parser.getString(), Node.Scalar.Type.STRING);
        };
    }

    private Node mapping(Source where) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        for (var token = parser.nextToken(); token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
            var key = parser.currentName();
            var at = where();
            entries.put(key, new Node.Entry(at, key, node(parser.nextToken())));
        }
        return new Node.Mapping(where, List.copyOf(entries.values()));
    }

    private Node sequence(Source where) {
        var items = new ArrayList<Node>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new Node.Sequence(where, items);
    }

    private Source where() {
        return place.at(parser.currentTokenLocation().getLineNr());
    }
}
