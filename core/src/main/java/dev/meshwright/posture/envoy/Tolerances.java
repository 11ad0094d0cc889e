package dev.meshwright.posture.envoy;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The fields that are not compared, each with the reason. Nothing stands here that decides where traffic goes, who is
/// admitted, what is encrypted or who reads it.
final class Tolerances {
    private static final String ANY = "*";
    private static final Map<String, String> REASONS = new HashMap<>();

    static {
        put(ANY, "stat_prefix", "the name under which something is counted");
        put(ANY, "alt_stat_name", "the name under which something is counted");
        put("Route", "decorator", "the name that a request has in traces");
        put("Route", "name", "the name that a route has in logs");
        put("Listener", "max_connections_to_accept_per_socket_event", "how connections are shared between threads");
        put("Listener", "connection_balance_config", "how connections are shared between threads");
        put(ANY, "last_updated", "a time");
        put(ANY, "version_info", "a version, compared with what istiod sent and not with the intent");
        put("Cluster", "dns_refresh_rate", "how often a name is asked for again");
        put("Cluster", "dns_jitter", "how often a name is asked for again");
        put("Cluster", "dns_failure_refresh_rate", "how often a name is asked for again");
    }

    private Tolerances() {}

    private static void put(String type, String field, String reason) {
        REASONS.put(type + "." + field, reason);
    }

    /// Whether a field of a message, or of a part without a type of its own, is left out of the comparison.
    static boolean isHarmless(String type, String field) {
        return REASONS.containsKey(type + "." + field) || REASONS.containsKey(ANY + "." + field);
    }

    /// Whether these are metadata that only telemetry reads: the names of services and objects that Istio notes under
    /// its own key, and which change with the moment of a push.
    static boolean isIstioMetadata(String field, JsonNode metadata) {
        return field.equals("metadata")
                && (metadata.isMissingNode()
                        || (isOnly(metadata, "filter_metadata") && isOnly(metadata.path("filter_metadata"), "istio")));
    }

    private static boolean isOnly(JsonNode message, String field) {
        return message.size() == 1 && message.has(field);
    }
}
