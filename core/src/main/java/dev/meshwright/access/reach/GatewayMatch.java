package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a match of an HTTPRoute or GRPCRoute asks of requests, and how close it is. Regular expressions and query
/// parameters are not judged.
///
/// @param prefix of the path; "" where it asks for none
/// @param rank of what it asks of the path: 3 exact, 2 prefix, 1 regular expression, 0 nothing
/// @param length of that text
record GatewayMatch(
        Condition when, String prefix, int rank, int length, boolean hasMethod, int headers, int parameters) {
    static final Comparator<GatewayMatch> CLOSEST_FIRST = Comparator.comparingInt(GatewayMatch::rank)
            .thenComparingInt(GatewayMatch::length)
            .thenComparing(GatewayMatch::hasMethod)
            .thenComparingInt(GatewayMatch::headers)
            .thenComparingInt(GatewayMatch::parameters)
            .reversed();

    private static final String EXACT = "Exact";
    private static final String REGEX = "RegularExpression";

    static GatewayMatch anything() {
        return new GatewayMatch(Condition.anything(), "/", 2, 1, false, 0, 0);
    }

    static GatewayMatch of(Node match) {
        var parts = headers(match);
        match.text("method")
                .ifPresent(method -> parts.add(new Condition.Text(Field.METHOD, TextPattern.exactly(method))));
        if (!match.items("queryParams").isEmpty()) {
            parts.add(new Condition.Unclear("queryParams"));
        }
        var path = match.text("path", "value").orElse("/");
        var type = match.text("path", "type").orElse("PathPrefix");
        parts.add(
                switch (type) {
                    case EXACT -> new Condition.Text(Field.PATH, TextPattern.exactly(path));
                    case REGEX -> new Condition.Unclear("path");
                    default -> below(path);
                });
        return new GatewayMatch(
                Condition.all(parts),
                type.equals(EXACT) || type.equals(REGEX) ? "" : path,
                type.equals(EXACT) ? 3 : type.equals(REGEX) ? 1 : 2,
                path.length(),
                match.text("method").isPresent(),
                match.items("headers").size(),
                match.items("queryParams").size());
    }

    static GatewayMatch ofGrpc(Node match) {
        var parts = headers(match);
        var service = match.text("method", "service").orElse("");
        var method = match.text("method", "method").orElse("");
        boolean isRegex = match.text("method", "type").orElse(EXACT).equals(REGEX);
        if (isRegex) {
            parts.add(new Condition.Unclear("path"));
        } else if (!service.isEmpty()) {
            parts.add(new Condition.Text(
                    Field.PATH,
                    method.isEmpty()
                            ? TextPattern.startingWith("/" + service + "/")
                            : TextPattern.exactly("/" + service + "/" + method)));
        } else if (!method.isEmpty()) {
            parts.add(new Condition.Text(
                    Field.PATH,
                    new TextPattern(
                            List.of(
                                    new TextPattern.Literal("/"),
                                    new TextPattern.Gap(TextPattern.Letters.NO_SLASH, 1),
                                    new TextPattern.Literal("/" + method)),
                            false)));
        }
        boolean isPrefix = method.isEmpty() && !service.isEmpty();
        int length = service.isEmpty() && method.isEmpty() ? 1 : service.length() + method.length() + 2;
        int rank = isRegex || (service.isEmpty() && !method.isEmpty()) ? 1 : isPrefix || length == 1 ? 2 : 3;
        return new GatewayMatch(
                Condition.all(parts),
                "",
                rank,
                length,
                false,
                match.items("headers").size(),
                0);
    }

    private static List<Condition> headers(Node match) {
        var parts = new ArrayList<Condition>();
        for (var header : match.items("headers")) {
            var name = header.text("name").orElse("");
            parts.add(
                    header.text("type").orElse(EXACT).equals(EXACT)
                            ? new Condition.Header(
                                    name,
                                    TextPattern.exactly(header.text("value").orElse("")))
                            : new Condition.Unclear(name));
        }
        return parts;
    }

    /// A prefix ends where a part of the path does: `/a` is `/a` and `/a/b`, not `/ab`.
    private static Condition below(String path) {
        var bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.isEmpty()
                ? Condition.anything()
                : Condition.any(List.of(
                        new Condition.Text(Field.PATH, TextPattern.exactly(bare)),
                        new Condition.Text(Field.PATH, TextPattern.startingWith(bare + "/"))));
    }
}
