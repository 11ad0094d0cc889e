package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.ztunnel.ZtunnelPolicy.Match;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What istiod passes on to ztunnel of a rule of an AuthorizationPolicy, value by value.
final class L4Rules {
    /// What a connection has: the name in the rule, and ztunnel's.
    private static final Map<String, String> CONDITIONS = Map.of(
            "source.namespace", "namespaces",
            "source.principal", "principals",
            "source.ip", "sourceIps",
            "destination.ip", "destinationIps",
            "destination.port", "destinationPorts");

    private static final List<String> OF_REQUESTS = List.of(
            "hosts",
            "notHosts",
            "methods",
            "notMethods",
            "paths",
            "notPaths",
            "remoteIpBlocks",
            "notRemoteIpBlocks",
            "requestPrincipals",
            "notRequestPrincipals");

    private L4Rules() {}

    /// Whether the rule looks at something that only a request has.
    static boolean asksForMore(Node rule) {
        return rule.items("to").stream().anyMatch(to -> hasAny(to, "operation"))
                || rule.items("from").stream().anyMatch(from -> hasAny(from, "source"))
                || rule.items("when").stream()
                        .anyMatch(
                                when -> !CONDITIONS.containsKey(when.text("key").orElse("")));
    }

    private static boolean hasAny(Node entry, String part) {
        return OF_REQUESTS.stream().anyMatch(field -> !entry.items(part, field).isEmpty());
    }

    /// All of them must match.
    ///
    /// @param namespace the policy's, which service accounts without one are of
    static Set<Set<Match>> clauses(Node rule, String namespace) {
        var clauses = new LinkedHashSet<Set<Match>>();
        if (!rule.items("to").isEmpty()) {
            clauses.add(rule.items("to").stream().map(L4Rules::operation).collect(Collectors.toSet()));
        }
        if (!rule.items("from").isEmpty()) {
            clauses.add(rule.items("from").stream()
                    .map(from -> source(from, namespace))
                    .collect(Collectors.toSet()));
        }
        rule.items("when").forEach(when -> clauses.add(Set.of(condition(when))));
        return clauses;
    }

    private static Match operation(Node to) {
        var match = new TreeMap<String, Set<String>>();
        put(match, "destinationPorts", to.items("operation", "ports"), L4Rules::port);
        put(match, "notDestinationPorts", to.items("operation", "notPorts"), L4Rules::port);
        return new Match(match);
    }

    private static Match source(Node from, String namespace) {
        var match = new TreeMap<String, Set<String>>();
        Function<String, Optional<String>> account =
                name -> Optional.of(name.contains("/") ? name : namespace + "/" + name);
        put(match, "sourceIps", from.items("source", "ipBlocks"), L4Rules::address);
        put(match, "notSourceIps", from.items("source", "notIpBlocks"), L4Rules::address);
        put(match, "namespaces", from.items("source", "namespaces"), L4Rules::text);
        put(match, "notNamespaces", from.items("source", "notNamespaces"), L4Rules::text);
        put(match, "serviceAccounts", from.items("source", "serviceAccounts"), account);
        put(match, "notServiceAccounts", from.items("source", "notServiceAccounts"), account);
        put(match, "principals", from.items("source", "principals"), L4Rules::text);
        put(match, "notPrincipals", from.items("source", "notPrincipals"), L4Rules::text);
        return new Match(match);
    }

    private static Match condition(Node when) {
        var match = new TreeMap<String, Set<String>>();
        var name = CONDITIONS.get(when.text("key").orElse(""));
        if (name != null) {
            Function<String, Optional<String>> value =
                    name.endsWith("Ips") ? L4Rules::address : name.endsWith("Ports") ? L4Rules::port : L4Rules::text;
            put(match, name, when.items("values"), value);
            put(
                    match,
                    "not" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    when.items("notValues"),
                    value);
        }
        return new Match(match);
    }

    private static void put(
            Map<String, Set<String>> match, String name, List<Node> values, Function<String, Optional<String>> read) {
        var kept = values.stream()
                .flatMap(value -> value.text().stream())
                .flatMap(value -> read.apply(value).stream())
                .collect(Collectors.toSet());
        if (!kept.isEmpty()) {
            match.put(name, kept);
        }
    }

    /// Exact, `x*`, `*x` or `*`; exact ones begin with `=`, as in [ZtunnelPolicy].
    private static Optional<String> text(String value) {
        return Optional.of(value.startsWith("*") || value.endsWith("*") ? value : "=" + value);
    }

    private static Optional<String> port(String value) {
        return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535
                ? Optional.of(String.valueOf(Integer.parseInt(value)))
                : Optional.empty();
    }

    /// With its prefix length, as ztunnel writes it.
    static Optional<String> address(String value) {
        return IpBlock.parse(value).map(block -> block.text() + "/" + block.length());
    }
}
