package dev.meshwright.access.batch;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the `request` of a line: everything is said there, and what is null is absent.
public final class RequestReader {
    private RequestReader() {}

    /// The request, without who sends it.
    public static Request read(JsonNode node) {
        var request = Request.empty(node.path("destinationPort").asInt(0))
                .with(Field.SOURCE_IP, address(node.path("sourceIp")))
                .with(Field.REMOTE_IP, address(node.path("remoteIp")))
                .with(Field.DESTINATION_IP, address(node.path("destinationIp")))
                .with(Field.SNI, text(node.path("sni")))
                .with(Field.HOST, text(node.path("host")))
                .with(Field.METHOD, text(node.path("method")))
                .with(Field.PATH, text(node.path("path")))
                .withClaims(claims(node.path("jwt")));
        for (var header : node.path("headers").properties()) {
            request = request.sending(header.getKey(), values(header.getValue()));
        }
        return request;
    }

    /// The text of a node; null for none.
    public static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private static @Nullable IpBlock address(JsonNode node) {
        var text = text(node);
        return text == null ? null : IpBlock.parse(text).orElse(null);
    }

    private static List<String> values(JsonNode header) {
        return header.isArray()
                ? StreamSupport.stream(header.spliterator(), false)
                        .map(value -> value.asString(""))
                        .toList()
                : List.of(header.asString(""));
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
