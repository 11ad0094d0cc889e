package dev.meshwright.access.batch;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the `request` of a line: everything is said there, and what is null is absent.
final class RequestReader {
    private RequestReader() {}

    static Request read(JsonNode node) {
        return new Request(
                null,
                address(node.path("sourceIp")),
                address(node.path("remoteIp")),
                address(node.path("destinationIp")),
                node.path("destinationPort").asInt(0),
                text(node.path("sni")),
                text(node.path("host")),
                text(node.path("method")),
                text(node.path("path")),
                headers(node.path("headers")),
                claims(node.path("jwt")),
                EnumSet.noneOf(Field.class));
    }

    static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private static @Nullable IpBlock address(JsonNode node) {
        var text = text(node);
        return text == null ? null : IpBlock.parse(text).orElse(null);
    }

    private static SortedMap<String, List<String>> headers(JsonNode node) {
        var headers = new TreeMap<String, List<String>>();
        for (var header : node.properties()) {
            var values = header.getValue().isArray() ? header.getValue() : List.of(header.getValue());
            headers.put(
                    header.getKey(),
                    StreamSupport.stream(values.spliterator(), false)
                            .map(value -> value.asString(""))
                            .toList());
        }
        return headers;
    }

    private static @Nullable Map<String, ?> claims(JsonNode token) {
        if (!token.isObject()) {
            return null;
        }
        var claims = new TreeMap<String, Object>();
        for (var claim : token.path("claims").properties()) {
            if (!claim.getValue().isNull()) {
                claims.put(claim.getKey(), JsonMapper.shared().convertValue(claim.getValue(), Object.class));
            }
        }
        return claims;
    }
}
