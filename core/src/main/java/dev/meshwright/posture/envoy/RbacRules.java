package dev.meshwright.posture.envoy;

import dev.meshwright.access.Access.CompiledRule;
import dev.meshwright.access.condition.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The rules of an RBAC filter as the policies of the intent mean them. Names and order of the rules do not count.
///
/// @param action as Envoy calls it: "" for ALLOW, which is the default
/// @param rules what the policies ask; those that nothing can match do not count
record RbacRules(String action, List<CompiledRule> rules) implements Expected {
    RbacRules {
        rules = List.copyOf(rules);
    }

    @Override
    public boolean explains(JsonNode active) {
        return active.isObject()
                && isAction(active)
                && Set.of("action", "policies").containsAll(active.propertyNames())
                && new HashSet<>(meanings(active).values()).equals(intended().keySet());
    }

    private boolean isAction(JsonNode active) {
        var written = active.path("action").asString("ALLOW");
        return written.equals(action.isEmpty() ? "ALLOW" : action);
    }

    /// Each meaning with the first rule that has it.
    private Map<Condition, CompiledRule> intended() {
        var intended = new LinkedHashMap<Condition, CompiledRule>();
        for (var rule : rules) {
            var meaning = PlainCondition.of(rule.condition());
            if (!isNever(meaning)) {
                intended.putIfAbsent(meaning, rule);
            }
        }
        return intended;
    }

    private static Map<String, Condition> meanings(JsonNode active) {
        var meanings = new LinkedHashMap<String, Condition>();
        for (var policy : active.path("policies").properties()) {
            var meaning = PlainCondition.of(RbacConditions.ofPolicy(policy.getValue()));
            if (!isNever(meaning)) {
                meanings.put(policy.getKey(), meaning);
            }
        }
        return meanings;
    }

    /// Whether nothing can match it: `not anything` is how istiod writes that.
    private static boolean isNever(Condition meaning) {
        return switch (meaning) {
            case Condition.Not(var part) -> part.equals(Condition.anything());
            case Condition.All(var parts) -> parts.stream().anyMatch(RbacRules::isNever);
            default -> meaning.equals(Condition.nothing());
        };
    }

    @Override
    public String text() {
        var names = new ArrayList<String>();
        intended().values().forEach(rule -> names.add(name(rule)));
        return (action.isEmpty() ? "ALLOW " : action + " ") + (names.isEmpty() ? "nothing" : String.join(", ", names));
    }

    /// What is there and not meant, and what is meant and not there.
    @Override
    public String shown(JsonNode active) {
        var intended = intended();
        var meanings = meanings(active);
        var words = new ArrayList<String>();
        meanings.forEach((name, meaning) -> {
            if (!intended.containsKey(meaning)) {
                words.add(name + " means "
                        + Difference.shown(active.path("policies").path(name)));
            }
        });
        intended.forEach((meaning, rule) -> {
            if (!meanings.containsValue(meaning)) {
                words.add("nothing means " + name(rule));
            }
        });
        return isAction(active)
                ? String.join("; ", words)
                : active.path("action").asString("ALLOW") + " as action";
    }

    private static String name(CompiledRule rule) {
        return rule.policy().id() + " rules[" + rule.rule().index() + "]";
    }
}
