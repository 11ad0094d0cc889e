package dev.meshwright.posture.envoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The fields that istiod and Envoy write into endpoints. Weights, health and places of instances are theirs; any other
/// field is explained by nothing.
final class EndpointFields {
    private static final Set<String> ASSIGNMENT = Set.of("@type", "cluster_name", "endpoints", "policy");
    private static final Set<String> GROUP =
            Set.of("locality", "lb_endpoints", "load_balancing_weight", "priority", "proximity");
    private static final Set<String> INSTANCE =
            Set.of("endpoint", "health_status", "metadata", "load_balancing_weight");
    private static final Set<String> ENDPOINT = Set.of("address", "health_check_config", "hostname");
    private static final Map<String, Set<String>> METADATA = Map.of(
            "istio", Set.of("workload", "network"),
            "envoy.transport_socket_match", Set.of("tlsMode", "tunnel"),
            "envoy.filters.listener.original_dst", Set.of("local", "waypoint"),
            "envoy.lb", Set.of());

    private EndpointFields() {}

    /// The fields of an assignment that are none of these, with their values.
    static List<String> strange(JsonNode assignment) {
        var strange = new ArrayList<String>();
        add(strange, assignment, ASSIGNMENT);
        add(strange, assignment.path("policy"), Set.of("overprovisioning_factor"));
        if (assignment.path("policy").path("overprovisioning_factor").asInt(140) != 140) {
            strange.add("overprovisioning_factor");
        }
        for (var group : assignment.path("endpoints")) {
            add(strange, group, GROUP);
            for (var instance : group.path("lb_endpoints")) {
                add(strange, instance, INSTANCE);
                add(strange, instance.path("endpoint"), ENDPOINT);
                add(strange, instance.path("endpoint").path("health_check_config"), Set.of());
                addMetadata(strange, instance.path("metadata"));
            }
        }
        return strange;
    }

    private static void addMetadata(List<String> strange, JsonNode metadata) {
        add(strange, metadata, Set.of("filter_metadata"));
        for (var part : metadata.path("filter_metadata").properties()) {
            var known = METADATA.get(part.getKey());
            if (known == null) {
                strange.add(part.getKey());
            } else {
                add(strange, part.getValue(), known);
            }
        }
    }

    private static void add(List<String> strange, JsonNode message, Set<String> known) {
        for (var field : message.properties()) {
            if (!known.contains(field.getKey())) {
                strange.add(field.getKey() + ": " + Difference.shown(field.getValue()));
            }
        }
    }
}
