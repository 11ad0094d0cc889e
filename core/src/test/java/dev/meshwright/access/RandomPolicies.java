package dev.meshwright.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Policies for the cart with every attribute there is, with few enough values that rules meet.
final class RandomPolicies {
    private static final List<String> PRINCIPALS = List.of(
            "cluster.local/ns/shop/sa/web",
            "cluster.local/ns/shop/sa/w*",
            "*/sa/web",
            "*",
            "cluster.local/ns/bank/sa/a");
    private static final List<String> NAMESPACES = List.of("shop", "bank", "sh*", "*p", "s*p", "*");
    private static final List<String> PATHS =
            List.of("/a", "/a/*", "*/b", "/{*}/b", "/a/{**}", "*", "/a/../b", "/%61", "/a?x", "/a//b", "/A", "/a%2Fb");
    private static final List<String> KEYS = List.of(
            "request.headers[x-team]",
            "request.headers[user-agent]",
            "request.headers[:path]",
            "request.headers[host]",
            "request.auth.claims[groups]",
            "request.auth.claims[scope]",
            "request.auth.claims[realm][roles]",
            "request.auth.claims[realm]",
            "request.auth.claims[iss]",
            "request.auth.audiences",
            "request.auth.principal",
            "connection.sni",
            "source.ip",
            "remote.ip",
            "destination.port",
            "source.namespace");

    private final Random random;

    RandomPolicies(Random random) {
        this.random = random;
    }

    /// One to three policies.
    String policies() {
        var text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(Small.policy(pick(List.of("ALLOW", "ALLOW", "DENY", "DENY", "CUSTOM")), rules()));
        }
        if (random.nextInt(3) == 0) {
            text.append(
                    Small.peers("shop", "{mtls: {mode: " + pick(List.of("STRICT", "DISABLE", "PERMISSIVE")) + "}}"));
        }
        return text.toString();
    }

    private String rules() {
        var rules = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var parts = new ArrayList<String>();
            if (random.nextBoolean()) {
                parts.add("from: [{source: {" + source() + "}}, {source: {" + source() + "}}]");
            }
            if (random.nextBoolean()) {
                parts.add("to: [{operation: {" + operation() + "}}, {operation: {" + operation() + "}}]");
            }
            if (random.nextBoolean()) {
                parts.add("when: [{" + condition() + "}, {" + condition() + "}]");
            }
            rules.add("{" + String.join(", ", parts) + "}");
        }
        return "[" + String.join(", ", rules) + "]";
    }

    private String source() {
        return switch (random.nextInt(7)) {
            case 0 -> not("namespaces", NAMESPACES);
            case 1 -> not("requestPrincipals", List.of("i/s", "*", "i/*", "*s", "i"));
            case 2 -> not("ipBlocks", List.of("10.0.0.0/8", "0.0.0.0/0", "10.0.0.1", "2001:db8::/32"));
            case 3 -> not("remoteIpBlocks", List.of("10.1.0.0/16", "203.0.113.0/24"));
            case 4 -> not("serviceAccounts", List.of("web", "bank/a"));
            case 5 -> not("trustDomains", List.of("cluster.local", "*", "other"));
            default -> not("principals", PRINCIPALS);
        };
    }

    private String operation() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> not("paths", PATHS);
            case 2 -> not("hosts", List.of("a.example", "A.Example", "*.example", "*", "a.*"));
            case 3 -> not("ports", List.of("8080", "9090"));
            default -> not("methods", List.of("GET", "POST", "P*", "*T"));
        };
    }

    private String condition() {
        var key = pick(KEYS);
        var values = switch (key) {
            case "source.ip", "remote.ip" -> List.of("10.0.0.0/8", "10.0.0.1");
            case "destination.port" -> List.of("8080", "9090");
            case "request.headers[:path]" -> List.of("/a", "/a?*", "*x");
            default -> List.of("a", "dev", "*", "a*", "*b", "a b", "");
        };
        return "key: '" + key + "', " + not("values", values);
    }

    private String not(String field, List<String> values) {
        var name = random.nextInt(3) > 0
                ? field
                : "not" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        var some = random.nextBoolean() ? "'" + pick(values) + "', '" + pick(values) + "'" : "'" + pick(values) + "'";
        return name + ": [" + some + "]";
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
