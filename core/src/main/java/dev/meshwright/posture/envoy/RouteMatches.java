package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which requests a route is for, and which other origins may read its answers.
final class RouteMatches {
    private static final String CLAIMS = "@request.auth.claims";

    private RouteMatches() {}

    /// Null for all requests.
    static ObjectNode of(@Nullable Node match) {
        if (match == null) {
            return Message.of("prefix", "/");
        }
        var out = path(match);
        var headers = new ArrayList<JsonNode>();
        var claims = new ArrayList<Node.Entry>();
        for (var header : match.entries("headers")) {
            if (header.key().startsWith(CLAIMS)) {
                claims.add(header);
            } else {
                headers.add(RouteAction.headerMatch(header.key(), header.value()));
            }
        }
        for (var header : match.entries("withoutHeaders")) {
            if (header.key().startsWith(CLAIMS)) {
                claims.add(header);
                continue;
            }
            var matcher = RouteAction.headerMatch(header.key(), header.value());
            matcher.put("invert_match", true);
            if (matcher.has("string_match")) {
                matcher.put("treat_missing_header_as_empty", true);
            }
            headers.add(matcher);
        }
        headers.sort(Comparator.comparing(header -> header.path("name").asString("")));
        match.at("method").ifPresent(method -> headers.add(RouteAction.headerMatch(":method", method)));
        match.at("authority").ifPresent(host -> headers.add(RouteAction.headerMatch(":authority", host)));
        match.at("scheme").ifPresent(scheme -> headers.add(RouteAction.headerMatch(":scheme", scheme)));
        RouteAction.put(out, "headers", headers);
        if (!claims.isEmpty()) {
            int count = claims.size();
            out.set(
                    "dynamic_metadata",
                    Message.list(new Expected.Open(count + " conditions on claims", list -> list.size() == count))
                            .get(0));
        }
        var parameters = new ArrayList<JsonNode>();
        match.entries("queryParams").forEach(one -> parameters.add(RouteAction.headerMatch(one.key(), one.value())));
        RouteAction.put(out, "query_parameters", parameters);
        return out;
    }

    private static ObjectNode path(Node match) {
        boolean sensitive = !match.bool("ignoreUriCase").orElse(false);
        var uri = match.at("uri").map(RouteAction::stringMatch).orElse(Message.of("prefix", "/"));
        var out = Message.of();
        if (uri.has("exact")) {
            out.set("path", uri.path("exact"));
        } else if (uri.has("safe_regex")) {
            out.set("safe_regex", uri.path("safe_regex"));
        } else {
            out.set("prefix", uri.path("prefix"));
        }
        out.put("case_sensitive", sensitive);
        return out;
    }

    /// Null for the usual one, which Envoy does not show.
    static @Nullable String redirectCode(int code) {
        return switch (code) {
            case 302 -> "FOUND";
            case 303 -> "SEE_OTHER";
            case 307 -> "TEMPORARY_REDIRECT";
            case 308 -> "PERMANENT_REDIRECT";
            default -> null;
        };
    }

    static ObjectNode cors(Node cors) {
        var origins = new ArrayList<JsonNode>();
        for (var origin : cors.items("allowOrigins")) {
            var matcher = RouteAction.stringMatch(origin);
            if (matcher != null) {
                origins.add(matcher);
            }
        }
        for (var origin : TlsContexts.texts(cors.items("allowOrigin"))) {
            origins.add(Message.of("exact", origin));
        }
        boolean ignored =
                cors.text("unmatchedPreflights").filter("IGNORE"::equals).isPresent();
        return Message.typed(
                "envoy.extensions.filters.http.cors.v3.CorsPolicy",
                "allow_origin_string_match",
                origins.isEmpty() ? null : origins,
                "allow_methods",
                joined(cors.items("allowMethods")),
                "allow_headers",
                joined(cors.items("allowHeaders")),
                "expose_headers",
                joined(cors.items("exposeHeaders")),
                "max_age",
                cors.text("maxAge")
                        .flatMap(Durations::seconds)
                        .map(age -> age.replaceAll("[.s].*", ""))
                        .orElse(null),
                "allow_credentials",
                cors.bool("allowCredentials").orElse(null),
                "filter_enabled",
                Message.of("default_value", Message.of("numerator", 100)),
                "forward_not_matching_preflights",
                !ignored);
    }

    private static @Nullable String joined(List<Node> items) {
        return Optional.of(String.join(",", TlsContexts.texts(items)))
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }
}
