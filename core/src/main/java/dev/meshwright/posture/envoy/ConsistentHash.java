package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Adds to routes what `consistentHash` of a DestinationRule asks for: by what a request is told apart, and that a
/// retry
/// goes to the same instance again.
final class ConsistentHash {
    private final DestinationRules rules;
    private final SidecarScope scope;

    ConsistentHash(Intended intended, EnvoyProxy proxy, SidecarScope scope) {
        this.rules = new DestinationRules(intended, proxy);
        this.scope = scope;
    }

    /// Adds it to every route of a table.
    void addTo(ObjectNode table) {
        for (var host : table.path("virtual_hosts")) {
            for (var route : host.path("routes")) {
                if (route.path("route") instanceof ObjectNode action) {
                    addToAction(action);
                }
            }
        }
    }

    private void addToAction(ObjectNode action) {
        var policies = new ArrayList<JsonNode>();
        for (var cluster : clusters(action)) {
            hash(cluster).flatMap(ConsistentHash::policy).ifPresent(policies::add);
        }
        if (policies.isEmpty()) {
            return;
        }
        action.set("hash_policy", Message.list(policies));
        if (!action.has("weighted_clusters") && action.path("retry_policy") instanceof ObjectNode retries) {
            retries.remove(List.of("retry_host_predicate", "host_selection_retry_max_attempts"));
        }
    }

    private static List<String> clusters(JsonNode action) {
        var clusters = new ArrayList<String>();
        if (action.has("cluster")) {
            clusters.add(action.path("cluster").asString(""));
        }
        action.path("weighted_clusters")
                .path("clusters")
                .forEach(one -> clusters.add(one.path("name").asString("")));
        return clusters;
    }

    private Optional<Node> hash(String cluster) {
        var parts = cluster.split("\\|", -1);
        if (parts.length != 4 || !parts[1].matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        return scope.host(parts[3]).flatMap(host -> {
            var subset = rules.subsets(host).stream()
                    .filter(one -> one.text("name").filter(parts[2]::equals).isPresent())
                    .findFirst();
            var balancer = rules.policy(host, Integer.parseInt(parts[1]), subset.orElse(null))
                    .loadBalancer();
            return balancer == null ? Optional.empty() : balancer.at("consistentHash");
        });
    }

    private static Optional<JsonNode> policy(Node hash) {
        if (hash.text("httpHeaderName").isPresent()) {
            return Optional.of(Message.of(
                    "header",
                    Message.of("header_name", hash.text("httpHeaderName").get())));
        }
        if (hash.text("httpQueryParameterName").isPresent()) {
            return Optional.of(Message.of(
                    "query_parameter",
                    Message.of("name", hash.text("httpQueryParameterName").get())));
        }
        if (hash.bool("useSourceIp").orElse(false)) {
            return Optional.of(Message.of("connection_properties", Message.of("source_ip", true)));
        }
        return hash.at("httpCookie")
                .map(cookie -> Message.of(
                        "cookie",
                        Message.of(
                                "name",
                                cookie.text("name").orElse(""),
                                "ttl",
                                cookie.text("ttl").flatMap(Durations::seconds).orElse(null),
                                "path",
                                cookie.text("path")
                                        .filter(path -> !path.isEmpty())
                                        .orElse(null))));
    }
}
