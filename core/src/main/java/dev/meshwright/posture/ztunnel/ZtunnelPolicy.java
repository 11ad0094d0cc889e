package dev.meshwright.posture.ztunnel;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A policy as ztunnel holds it, with everything whose order means nothing in sets.
///
/// @param scope `Global`, `Namespace` or `WorkloadSelector`
/// @param action `Allow` or `Deny`
/// @param rules one rule must match: all of its clauses, and of each clause one match
record ZtunnelPolicy(
        String namespace, String name, String scope, String action, boolean dryRun, Set<Set<Set<Match>>> rules) {

    /// What a connection must be like: for each of ztunnel's attributes, such as `notPrincipals`, the values.
    record Match(Map<String, Set<String>> values) {
        Match {
            values = new TreeMap<>(values);
        }

        @Override
        public String toString() {
            return values.isEmpty()
                    ? "nothing"
                    : values.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + shown(entry.getValue()))
                            .collect(Collectors.joining(" and "));
        }
    }

    private static String shown(Set<String> values) {
        return values.stream()
                .map(value -> value.startsWith("=") ? value.substring(1) : value)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /// `namespace/name`.
    String id() {
        return namespace + "/" + name;
    }

    static ZtunnelPolicy of(JsonNode dumped) {
        return new ZtunnelPolicy(
                dumped.path("namespace").asString(""),
                dumped.path("name").asString(""),
                dumped.path("scope").asString(""),
                dumped.path("action").asString(""),
                dumped.path("dryRun").asBoolean(false),
                set(dumped.path("rules"), rule -> set(rule, clause -> set(clause, ZtunnelPolicy::match))));
    }

    private static Match match(JsonNode dumped) {
        var values = new TreeMap<String, Set<String>>();
        dumped.properties().forEach(entry -> values.put(entry.getKey(), set(entry.getValue(), ZtunnelPolicy::value)));
        return new Match(values);
    }

    /// As the intent's side writes them: `=x`, `x*`, `*x` and `*` for texts.
    private static String value(JsonNode dumped) {
        if (dumped.has("serviceAccount")) {
            return dumped.path("namespace").asString("") + "/"
                    + dumped.path("serviceAccount").asString("");
        }
        if (dumped.size() != 1) {
            var plain = dumped.isString() || dumped.isNumber() ? dumped.asString() : dumped.toString();
            return L4Rules.address(plain).orElse(plain);
        }
        var text = dumped.properties().iterator().next();
        return switch (text.getKey()) {
            case "Exact" -> "=" + text.getValue().asString("");
            case "Prefix" -> text.getValue().asString("") + "*";
            case "Suffix" -> "*" + text.getValue().asString("");
            case "Presence" -> "*";
            default -> dumped.toString();
        };
    }

    private static <T> Set<T> set(JsonNode list, Function<JsonNode, T> read) {
        return list.valueStream().map(read).collect(Collectors.toSet());
    }

    /// For people: `DENY if notPrincipals * and destinationPorts 80`.
    String describe() {
        if (rules.isEmpty()) {
            return action + " nothing" + suffix();
        }
        return action + " if "
                + rules.stream().map(ZtunnelPolicy::describe).sorted().collect(Collectors.joining("; or if "))
                + suffix();
    }

    private static String describe(Set<Set<Match>> rule) {
        return rule.isEmpty()
                ? "anything"
                : rule.stream()
                        .map(clause -> clause.stream()
                                .map(Match::toString)
                                .sorted()
                                .collect(Collectors.joining(" or ", "(", ")")))
                        .sorted()
                        .collect(Collectors.joining(" and "));
    }

    private String suffix() {
        return (scope.equals("WorkloadSelector") ? "" : ", scope " + scope) + (dryRun ? ", as a dry run" : "");
    }
}
