package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.AuthorizationPolicy.Value;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the authorization policies among manifests. What is misspelled is left out here; the schema tells.
public final class AuthorizationPolicies {
    /// The ways of writing it that Go reads as true.
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    private AuthorizationPolicies() {}

    /// In the order of the input.
    public static List<AuthorizationPolicy> in(Manifests manifests) {
        return manifests
                .ofKind("security.istio.io", "AuthorizationPolicy")
                .map(AuthorizationPolicies::read)
                .toList();
    }

    private static AuthorizationPolicy read(Manifest object) {
        var root = object.root();
        return new AuthorizationPolicy(
                object,
                Selectors.matchLabels(root),
                root.at("spec", "targetRef").isPresent()
                        || !root.items("spec", "targetRefs").isEmpty(),
                action(root.text("spec", "action").orElse("ALLOW")),
                TRUE.contains(object.annotations().getOrDefault("istio.io/dry-run", "")),
                rules(root.items("spec", "rules")));
    }

    private static Action action(String text) {
        return switch (text) {
            case "DENY" -> Action.DENY;
            case "AUDIT" -> Action.AUDIT;
            case "CUSTOM" -> Action.CUSTOM;
            default -> Action.ALLOW;
        };
    }

    private static List<Rule> rules(List<Node> nodes) {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            if (!isReadable(node)) {
                continue;
            }
            var path = "spec.rules[" + i + "]";
            rules.add(new Rule(
                    i,
                    node.where(),
                    entries(node, "from", "source", path),
                    entries(node, "to", "operation", path),
                    new Entry(path + ".when", conditions(node.items("when"), path))));
        }
        return rules;
    }

    /// What is no rule would otherwise read as one that says nothing, and so matches everything.
    private static boolean isReadable(Node rule) {
        return rule instanceof Node.Mapping
                && Stream.of("from", "to", "when")
                        .allMatch(key -> rule.at(key)
                                .map(Node.Sequence.class::isInstance)
                                .orElse(true));
    }

    private static List<Entry> entries(Node rule, String list, String key, String rulePath) {
        var entries = new ArrayList<Entry>();
        var nodes = rule.items(list);
        for (int i = 0; i < nodes.size(); i++) {
            var path = rulePath + "." + list + "[" + i + "]." + key;
            var constraints = new ArrayList<Constraint>();
            for (var field : nodes.get(i).entries(key)) {
                addField(field, path, constraints);
            }
            entries.add(new Entry(path, constraints));
        }
        return entries;
    }

    private static void addField(Node.Entry field, String path, List<Constraint> constraints) {
        boolean negated = field.key().startsWith("not") && field.key().length() > 3;
        var name = negated
                ? field.key().substring(3, 4).toLowerCase(Locale.ROOT)
                        + field.key().substring(4)
                : field.key();
        var values = values(field.value());
        if (!values.isEmpty()) {
            Attribute.ofField(name)
                    .ifPresent(attribute ->
                            constraints.add(new Constraint(attribute, "", negated, path + "." + field.key(), values)));
        }
    }

    private static List<Constraint> conditions(List<Node> nodes, String rulePath) {
        var constraints = new ArrayList<Constraint>();
        for (int i = 0; i < nodes.size(); i++) {
            var path = rulePath + ".when[" + i + "]";
            var key = nodes.get(i).text("key").orElse("");
            var attribute = Attribute.ofKey(key);
            for (var field : nodes.get(i).entries()) {
                var values = values(field.value());
                if (field.key().equals("values") && !values.isEmpty()) {
                    constraints.add(new Constraint(attribute, key, false, path + ".values", values));
                } else if (field.key().equals("notValues") && !values.isEmpty()) {
                    constraints.add(new Constraint(attribute, key, true, path + ".notValues", values));
                }
            }
        }
        return constraints;
    }

    private static List<Value> values(Node node) {
        return switch (node) {
            case Node.Sequence list ->
                list.items().stream().flatMap(item -> values(item).stream()).toList();
            case Node.Scalar scalar -> scalar.isNull() ? List.of() : List.of(new Value(scalar.where(), scalar.text()));
            case Node.Mapping _ -> List.of();
        };
    }
}
