package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;

/// Reads JSON into nodes. The items of lists that may be long can be taken one by one, so that they are never in memory
/// together. Of a key that stands twice the last value counts.
public final class JsonTree {
    /// The path of what stands in a list.
    private static final String ITEM = "[]";

    private final JsonParser parser;
    private final Function<TokenStreamLocation, Source> places;
    private final Map<String, Consumer<Node>> takers;

    /// @param places where a token stands
    /// @param takers who takes the items of a list, by the list's path (`data.result`, "" for the whole); the list
    ///     is empty in what is read then
    public JsonTree(
            JsonParser parser, Function<TokenStreamLocation, Source> places, Map<String, Consumer<Node>> takers) {
        this.parser = parser;
        this.places = places;
        this.takers = Map.copyOf(takers);
    }

    /// The one value of the text; empty where there is none.
    ///
    /// @throws JacksonException where it is no JSON, or more stands behind it; what was taken until then is good
    public Optional<Node> read() {
        var first = parser.nextToken();
        if (first == null) {
            return Optional.empty();
        }
        var root = node(first, "");
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "more than one value", parser.currentTokenLocation());
        }
        return Optional.of(root);
    }

    private Node node(JsonToken token, String path) {
        var where = where();
        return switch (token) {
            case START_OBJECT -> mapping(where, path);
            case START_ARRAY -> sequence(where, path);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new Node.Scalar(where, parser.getString(), Node.Scalar.Type.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(where, parser.getString(), Node.Scalar.Type.BOOLEAN);
            case VALUE_NULL -> new Node.Scalar(where, "", Node.Scalar.Type.NULL);
            default -> new Node.Scalar(where, parser.getString(), Node.Scalar.Type.STRING);
        };
    }

    private Node mapping(Source where, String path) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        for (var token = parser.nextToken(); token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
            String key = parser.currentName();
            var at = where();
            entries.put(key, new Node.Entry(at, key, node(parser.nextToken(), below(path, key))));
        }
        return new Node.Mapping(where, List.copyOf(entries.values()));
    }

    /// Only paths that lead to a list that somebody takes matter.
    private String below(String path, String key) {
        return takers.isEmpty() || path.equals(ITEM) ? ITEM : path.isEmpty() ? key : path + "." + key;
    }

    private Node sequence(Source where, String path) {
        var items = new ArrayList<Node>();
        var taker = takers.getOrDefault(path, items::add);
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            taker.accept(node(token, ITEM));
        }
        return new Node.Sequence(where, items);
    }

    private Source where() {
        return places.apply(parser.currentTokenLocation());
    }
}
