package dev.meshwright.posture.envoy;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/// How Envoy reads the lists of its messages: whether order counts, and what an item is known by.
final class Lists {
    /// Lists whose items are told apart by a name, and which Envoy reads in whatever order.
    private static final Set<String> UNORDERED = Set.of(
            "filter_chains", "virtual_hosts", "custom_tags", "thresholds", "clusters", "listeners", "access_log");

    /// Lists of values, read as sets.
    private static final Set<String> SETS = Set.of(
            "domains",
            "server_names",
            "application_protocols",
            "match_subject_alt_names",
            "match_typed_subject_alt_names",
            "audiences",
            "cipher_suites",
            "retriable_status_codes",
            "services",
            "flags",
            "space_delimited_claims",
            "upgrade_configs",
            "prefix_ranges",
            "request_headers_to_remove",
            "response_headers_to_remove",
            "stats_tags",
            "patterns");

    /// The fields that items are known by, the first that an item has.
    private static final List<String> NAMES = List.of("name", "tag", "priority");

    /// How a list is compared.
    enum Rule {
        /// Values, in whatever order.
        SET,
        /// Items with names, in whatever order.
        UNORDERED,
        /// Items with names, in this order.
        ORDERED,
        /// Item by item.
        BY_POSITION
    }

    private Lists() {}

    /// The rule for a list.
    static Rule of(String field) {
        if (SETS.contains(field)) {
            return Rule.SET;
        }
        if (UNORDERED.contains(field)) {
            return Rule.UNORDERED;
        }
        return field.equals("routes") ? Rule.BY_POSITION : Rule.ORDERED;
    }

    /// The type of a list's items, as [Tolerances] call it.
    static String itemType(String type, String field) {
        return field.equals("routes") ? "Route" : type;
    }

    /// What an item of a list is known by: its name, a filter chain by what it matches as well; else its place.
    static String name(JsonNode item, int position) {
        if (item.has("filter_chain_match") || item.has("filters")) {
            return chain(item);
        }
        for (var key : NAMES) {
            if (item.path(key).isString()) {
                return item.path(key).asString("") + action(item.path("typed_config"));
            }
        }
        return item.has("max_connections") ? "DEFAULT" : String.valueOf(position);
    }

    /// Of the filters that decide about callers there is one per action.
    private static String action(JsonNode config) {
        if (!Message.typeOf(config).equals("RBAC")) {
            return "";
        }
        var rules = config.has("rules") ? config.path("rules") : config.path("shadow_rules");
        var action = rules instanceof POJONode pojo && pojo.getPojo() instanceof RbacRules meant
                ? meant.action()
                : rules.path("action").asString("");
        return action.isEmpty() || action.equals("ALLOW") ? "" : " " + action;
    }

    private static String chain(JsonNode chain) {
        var match = chain.path("filter_chain_match");
        var words = new StringBuilder(chain.path("name").asString(""));
        var transport = match.path("transport_protocol").asString("");
        if (!transport.isEmpty()) {
            words.append(' ').append(transport);
        }
        if (match.has("destination_port")) {
            words.append(" port ").append(match.path("destination_port").asString(""));
        }
        if (match.has("application_protocols")) {
            words.append(" with ALPN");
        }
        for (var server : match.path("server_names")) {
            words.append(' ').append(server.asString(""));
        }
        return words.toString().strip();
    }
}
