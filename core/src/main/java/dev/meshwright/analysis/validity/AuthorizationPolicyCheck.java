package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Action, sources and operations of an AuthorizationPolicy; conditions are left to [ConditionCheck].
final class AuthorizationPolicyCheck implements KindCheck {
    private static final List<String> SOURCE_FIELDS = List.of(
            "principals",
            "requestPrincipals",
            "namespaces",
            "serviceAccounts",
            "ipBlocks",
            "remoteIpBlocks",
            "trustDomains");
    private static final List<String> OPERATION_FIELDS = List.of("hosts", "ports", "methods", "paths");
    private static final Set<String> NOT_FOR_CUSTOM = Set.of(
            "principals",
            "requestPrincipals",
            "namespaces",
            "serviceAccounts",
            "trustDomains",
            "notPrincipals",
            "notRequestPrincipals",
            "notNamespaces",
            "notServiceAccounts",
            "notTrustDomains");
    private static final int MOST_ACCOUNTS = 16;

    @Override
    public String group() {
        return "security.istio.io";
    }

    @Override
    public String kind() {
        return "AuthorizationPolicy";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        Selectors.check(spec, verdict);
        var action = spec.text("action");
        action(spec, action, verdict);
        for (var rule : spec.items("rules")) {
            notEmpty(rule, "from", verdict);
            notEmpty(rule, "to", verdict);
            rule.items("from").forEach(from -> source(from, action, verdict));
            rule.items("to").forEach(to -> operation(to, verdict));
            rule.items("when").forEach(condition -> ConditionCheck.check(condition, action, verdict));
            if (action.equals("DENY") && DenyRule.closesTcpPorts(rule)) {
                verdict.warning(
                        rule,
                        "this DENY rule has only HTTP attributes: on ports that are not HTTP it denies all traffic",
                        "Name the HTTP ports in `to.operation.ports`.");
            }
        }
    }

    private static void action(Place spec, String action, Verdict verdict) {
        boolean custom = action.equals("CUSTOM");
        if ((custom || action.equals("DENY")) && !spec.has("rules")) {
            verdict.error(
                    spec,
                    "a " + action + " policy without rules never applies",
                    "Add rules; one empty rule `{}` applies to every request.");
        }
        if (custom && spec.text("provider", "name").isEmpty()) {
            verdict.error(
                    spec, "a CUSTOM policy needs provider.name", "Name an extension provider of the mesh config.");
        }
        if (!custom && spec.has("provider")) {
            verdict.error(
                    spec, "only CUSTOM policies have a provider", "Remove `provider`, or write `action: CUSTOM`.");
        }
    }

    private static void notEmpty(Place rule, String field, Verdict verdict) {
        if (rule.has(field) && rule.items(field).isEmpty()) {
            verdict.error(rule, "`" + field + "` is an empty list", "Add an entry, or remove `" + field + "`.");
        }
    }

    private static void source(Place from, String action, Verdict verdict) {
        var found = from.at("source");
        if (found.isEmpty() || lists(found.get(), SOURCE_FIELDS).allMatch(List::isEmpty)) {
            verdict.error(from, "`source` is empty: it says nothing about the caller", "Name who may call.");
            return;
        }
        var source = found.get();
        for (var field : NOT_FOR_CUSTOM.stream().sorted().toList()) {
            if (action.equals("CUSTOM") && !source.items(field).isEmpty()) {
                verdict.error(source, "CUSTOM policies do not support " + field, "Remove `" + field + "`.");
            }
        }
        lists(source, SOURCE_FIELDS).forEach(values -> noneEmpty(values, verdict));
        Stream.of("ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks")
                .flatMap(field -> source.items(field).stream())
                .filter(value -> !value.text().isEmpty())
                .forEach(value -> Syntax.ipOrBlock(value, verdict));
        Stream.of("serviceAccounts", "notServiceAccounts").forEach(field -> accounts(source, field, verdict));
        Stream.of("trustDomains", "notTrustDomains")
                .flatMap(field -> source.items(field).stream())
                .forEach(value -> trustDomain(value, verdict));
    }

    private static void accounts(Place source, String field, Verdict verdict) {
        var accounts = source.items(field);
        if (accounts.size() > MOST_ACCOUNTS) {
            verdict.error(source, field + " has more than 16 values", "Spread them over several sources.");
        }
        for (var account : accounts) {
            var text = account.text();
            int slash = text.indexOf('/');
            boolean wellFormed = slash == text.lastIndexOf('/') && slash != 0 && !text.endsWith("/");
            if (text.contains("*") || !wellFormed) {
                verdict.error(
                        account,
                        "`" + text + "` is no service account: " + field + " knows no wildcards",
                        "Write NAME or NAMESPACE/NAME.");
            }
        }
    }

    private static void trustDomain(Place value, Verdict verdict) {
        var text = value.text();
        int stars = (int) text.chars().filter(c -> c == '*').count();
        boolean inside = stars == 1 && !text.startsWith("*") && !text.endsWith("*");
        if (text.contains("/") || stars > 1 || inside) {
            verdict.error(
                    value, "`" + text + "` is no trust domain", "Write a name; one `*` may stand at its start or end.");
        }
    }

    private static void operation(Place to, Verdict verdict) {
        var found = to.at("operation");
        if (found.isEmpty() || lists(found.get(), OPERATION_FIELDS).allMatch(List::isEmpty)) {
            verdict.error(
                    to, "`operation` is empty: it says nothing about the request", "Name methods, paths or ports.");
            return;
        }
        var operation = found.get();
        lists(operation, OPERATION_FIELDS).forEach(values -> noneEmpty(values, verdict));
        Stream.of("ports", "notPorts")
                .flatMap(field -> operation.items(field).stream())
                .filter(value -> !value.text().isEmpty())
                .forEach(value -> Syntax.port(value, 0, verdict));
        Stream.of("paths", "notPaths")
                .flatMap(field -> operation.items(field).stream())
                .forEach(value -> PathTemplateCheck.check(value, verdict));
    }

    /// The values of each field, and of the field that says the opposite.
    private static Stream<List<Place>> lists(Place place, List<String> fields) {
        return fields.stream()
                .flatMap(field -> Stream.of(field, "not" + Character.toUpperCase(field.charAt(0)) + field.substring(1)))
                .map(place::items);
    }

    static void noneEmpty(List<Place> values, Verdict verdict) {
        for (var value : values) {
            if (value.text().isEmpty()) {
                verdict.error(value, "`" + value.field() + "` is empty", "Write a value, or remove the entry.");
            }
        }
    }
}
