package dev.meshwright.posture.envoy;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.PathTemplate;
import dev.meshwright.access.condition.TextPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads the policies of Envoy's RBAC filters into what they ask of a request, in the terms of the access engine. What
/// it does not know is [Condition.Unclear] with its whole text, which equals nothing but itself.
final class RbacConditions {
    private static final String JWT = "envoy.filters.http.jwt_authn";
    private static final Map<String, Field> ADDRESSES = Map.of(
            "direct_remote_ip", Field.SOURCE_IP,
            "source_ip", Field.SOURCE_IP,
            "remote_ip", Field.REMOTE_IP,
            "destination_ip", Field.DESTINATION_IP);

    private RbacConditions() {}

    /// One of the permissions and one of the principals.
    static Condition ofPolicy(JsonNode policy) {
        var known = List.of("permissions", "principals");
        if (!policy.isObject() || !known.containsAll(policy.propertyNames())) {
            return new Condition.Unclear(policy.toString());
        }
        return Condition.all(List.of(
                Condition.any(each(policy.path("permissions"))), Condition.any(each(policy.path("principals")))));
    }

    private static List<Condition> each(JsonNode items) {
        var conditions = new ArrayList<Condition>();
        items.forEach(item -> conditions.add(read(item)));
        return conditions;
    }

    private static Condition read(JsonNode rule) {
        if (rule.size() != 1) {
            return new Condition.Unclear(rule.toString());
        }
        var name = rule.propertyNames().iterator().next();
        var value = rule.path(name);
        return switch (name) {
            case "any" -> Condition.anything();
            case "and_rules", "and_ids" ->
                value.size() == 1 ? Condition.all(each(value.iterator().next())) : unclear(rule);
            case "or_rules", "or_ids" ->
                value.size() == 1 ? Condition.any(each(value.iterator().next())) : unclear(rule);
            case "not_rule", "not_id" -> new Condition.Not(read(value));
            case "destination_port" -> new Condition.Port(value.asInt(-1));
            case "url_path" -> value.size() == 1 ? text(rule, Field.PATH, value.path("path")) : unclear(rule);
            case "uri_template" -> template(rule, value);
            case "requested_server_name" -> text(rule, Field.SNI, value);
            case "header" -> header(rule, value);
            case "authenticated" -> peer(rule, value);
            case "metadata" -> metadata(rule, value);
            default -> ADDRESSES.containsKey(name) ? address(rule, ADDRESSES.get(name), value) : unclear(rule);
        };
    }

    private static Condition unclear(JsonNode rule) {
        return new Condition.Unclear(rule.toString());
    }

    private static Condition address(JsonNode rule, Field field, JsonNode range) {
        var text = range.path("address_prefix").asString("") + "/"
                + range.path("prefix_len").asInt(0);
        return IpBlock.parse(text)
                .<Condition>map(block -> new Condition.Address(field, block))
                .orElse(unclear(rule));
    }

    private static Condition text(JsonNode rule, Field field, JsonNode matcher) {
        return patterns(rule, matcher, pattern -> new Condition.Text(field, pattern));
    }

    private static Condition patterns(JsonNode rule, JsonNode matcher, Function<TextPattern, Condition> condition) {
        var patterns = StringMatchers.patterns(matcher);
        return patterns.isEmpty()
                ? unclear(rule)
                : Condition.any(patterns.stream().map(condition).toList());
    }

    private static Condition template(JsonNode rule, JsonNode extension) {
        return PathTemplate.parse(
                        extension.path("typed_config").path("path_template").asString(""))
                .<Condition>map(pattern -> new Condition.Text(Field.PATH, pattern))
                .orElse(unclear(rule));
    }

    private static Condition header(JsonNode rule, JsonNode matcher) {
        if (!List.of("name", "string_match", "present_match").containsAll(matcher.propertyNames())) {
            return unclear(rule);
        }
        var name = matcher.path("name").asString("");
        if (matcher.path("present_match").asBoolean(false)) {
            return header(name, TextPattern.present());
        }
        return patterns(rule, matcher.path("string_match"), pattern -> header(name, pattern));
    }

    private static Condition header(String name, TextPattern pattern) {
        return switch (name) {
            case ":authority" -> new Condition.Text(Field.HOST, pattern.ignoringCase());
            case ":method" -> new Condition.Text(Field.METHOD, pattern);
            case ":path" -> new Condition.Unclear(":path " + pattern);
            default -> new Condition.Header(name, pattern);
        };
    }

    private static Condition peer(JsonNode rule, JsonNode authenticated) {
        return authenticated.size() == 1 ? text(rule, Field.PEER, authenticated.path("principal_name")) : unclear(rule);
    }

    private static Condition metadata(JsonNode rule, JsonNode metadata) {
        var path = new ArrayList<String>();
        metadata.path("path").forEach(step -> path.add(step.path("key").asString("")));
        var filter = metadata.path("filter").asString("");
        if (!List.of("filter", "path", "value").containsAll(metadata.propertyNames()) || path.isEmpty()) {
            return unclear(rule);
        }
        var values = new ArrayList<Condition>();
        if (filter.equals(JWT) && path.getFirst().equals("payload")) {
            return claim(rule, path.subList(1, path.size()), metadata.path("value"));
        }
        for (var value : alternatives(metadata.path("value"))) {
            var key = "experimental." + filter + "[" + String.join("][", path) + "]";
            values.add(StringMatchers.written(value.path("string_match"))
                    .<Condition>map(text -> new Condition.Metadata(key, text))
                    .orElse(unclear(rule)));
        }
        return Condition.any(values);
    }

    private static List<JsonNode> alternatives(JsonNode value) {
        if (!value.has("or_match")) {
            return List.of(value);
        }
        var alternatives = new ArrayList<JsonNode>();
        value.path("or_match").path("value_matchers").forEach(alternatives::add);
        return alternatives;
    }

    /// A claim that is such a text. Where a list may hold it too, the texts stand a second time, below the list.
    private static Condition claim(JsonNode rule, List<String> path, JsonNode value) {
        var direct = new LinkedHashSet<JsonNode>();
        var inLists = new LinkedHashSet<JsonNode>();
        boolean readable = addTexts(value, direct, inLists);
        boolean orInList = !inLists.isEmpty();
        if (!readable || direct.isEmpty() || (orInList && !inLists.equals(direct))) {
            return unclear(rule);
        }
        return Condition.any(direct.stream()
                .map(matcher -> patterns(rule, matcher, pattern -> new Condition.Claim(path, pattern, orInList)))
                .toList());
    }

    /// Whether everything could be read.
    private static boolean addTexts(JsonNode value, Set<JsonNode> direct, Set<JsonNode> inLists) {
        if (value.size() != 1) {
            return false;
        }
        if (value.has("string_match")) {
            direct.add(value.path("string_match"));
            return true;
        }
        if (value.has("list_match")) {
            return addTexts(value.path("list_match").path("one_of"), inLists, inLists);
        }
        for (var one : value.path("or_match").path("value_matchers")) {
            if (!addTexts(one, direct, inLists)) {
                return false;
            }
        }
        return value.has("or_match");
    }
}
