package dev.meshwright.posture.envoy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes down messages as Envoy's dumps show them: trees with the fields' names of the protocol, of which an absent
/// one has its default.
final class Message {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TYPES = "type.googleapis.com/";

    private Message() {}

    /// A message of names and values in turn; a null value leaves its name out.
    static ObjectNode of(@Nullable Object... namesAndValues) {
        var message = NODES.objectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            if (value != null) {
                message.set(String.valueOf(namesAndValues[i]), node(value));
            }
        }
        return message;
    }

    /// A message that says of which type it is, such as `envoy.config.cluster.v3.Cluster`.
    static ObjectNode typed(String type, @Nullable Object... namesAndValues) {
        var message = of("@type", TYPES + type);
        message.setAll(of(namesAndValues));
        return message;
    }

    /// An extension with a name: a filter, a transport socket, an access log.
    static ObjectNode extension(String name, JsonNode config) {
        return of("name", name, "typed_config", config);
    }

    static ArrayNode list(@Nullable Object... items) {
        var list = NODES.arrayNode();
        for (var item : items) {
            if (item != null) {
                list.add(node(item));
            }
        }
        return list;
    }

    static ArrayNode list(List<?> items) {
        return list(items.toArray());
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case JsonNode node -> node;
            case String text -> NODES.stringNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case List<?> items -> list(items);
            case Expected expected -> NODES.pojoNode(expected);
            default -> throw new IllegalArgumentException("no part of a message: " + value);
        };
    }

    static ObjectNode socketAddress(Object address, Object port) {
        return of("socket_address", of("address", address, "port_value", port));
    }

    /// The type without its package and without the host before it; "" where the message says none.
    static String typeOf(JsonNode message) {
        var type = message.path("@type").asString("");
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
