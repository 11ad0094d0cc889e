package dev.meshwright.analysis.validity;

import dev.meshwright.Closest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The conditions (`when`) of an AuthorizationPolicy.
final class ConditionCheck {
    private static final List<String> KEYS = List.of(
            "source.ip",
            "remote.ip",
            "source.namespace",
            "source.serviceAccount",
            "source.trustDomain",
            "source.principal",
            "request.auth.principal",
            "request.auth.audiences",
            "request.auth.presenter",
            "destination.ip",
            "destination.port",
            "connection.sni");
    private static final List<String> MAPS = List.of("request.headers", "request.auth.claims");
    private static final Set<String> NOT_FOR_CUSTOM = Set.of(
            "source.namespace",
            "source.serviceAccount",
            "source.trustDomain",
            "source.principal",
            "request.auth.principal",
            "request.auth.audiences",
            "request.auth.presenter");

    private ConditionCheck() {}

    static void check(Place condition, String action, Verdict verdict) {
        var key = condition.text("key");
        var values = Stream.of("values", "notValues")
                .flatMap(field -> condition.items(field).stream())
                .toList();
        if (key.isEmpty()) {
            verdict.error(condition, "the condition has no key", "Write the attribute's name in `key`.");
            return;
        }
        if (values.isEmpty()) {
            verdict.error(condition, "the condition on " + key + " has no values", "Add `values` or `notValues`.");
        }
        if (action.equals("CUSTOM") && (NOT_FOR_CUSTOM.contains(key) || key.startsWith("request.auth.claims"))) {
            verdict.error(condition, "CUSTOM policies do not support the key " + key, "Use another attribute.");
        }
        if (!isKnown(key)) {
            verdict.error(
                    condition,
                    "there is no attribute `" + key + "`",
                    Closest.to(key, KEYS)
                            .map(closest -> "Did you mean `" + closest + "`?")
                            .orElse("Use one of " + String.join(", ", KEYS) + ", request.headers[NAME],"
                                    + " request.auth.claims[NAME]."));
        }
        AuthorizationPolicyCheck.noneEmpty(values, verdict);
        values.stream().filter(value -> !value.text().isEmpty()).forEach(value -> value(key, value, verdict));
    }

    private static void value(String key, Place value, Verdict verdict) {
        switch (key) {
            case "source.ip", "remote.ip", "destination.ip" -> Syntax.ipOrBlock(value, verdict);
            case "destination.port" -> Syntax.port(value, 0, verdict);
            default -> {}
        }
    }

    private static boolean isKnown(String key) {
        if (KEYS.contains(key)) {
            return true;
        }
        int bracket = key.indexOf('[');
        boolean bracketed = bracket > 0 && key.endsWith("]") && bracket < key.length() - 2;
        return bracketed && (MAPS.contains(key.substring(0, bracket)) || key.startsWith("experimental."));
    }
}
