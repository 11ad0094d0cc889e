package dev.meshwright.posture.envoy;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The filters that a stock Istio proxy has besides those of the policies: they count, and tell the two ends of a call
/// who the other one is. An Envoy without Istio's own extensions lacks them, so that they may be there or not.
///
/// A filter that has one of their names and another form is not one of them.
final class IstioFilters {
    /// The fields that each kind may have, by the type of its settings.
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "io.istio.http.peer_metadata.Config",
            Set.of(
                    "downstream_discovery",
                    "upstream_discovery",
                    "downstream_propagation",
                    "upstream_propagation",
                    "shared_with_upstream"),
            "envoy.tcp.metadataexchange.config.MetadataExchange",
            Set.of("protocol", "enable_discovery"),
            "stats.PluginConfig",
            Set.of(
                    "metrics",
                    "definitions",
                    "disable_host_header_fallback",
                    "tcp_reporting_duration",
                    "reporter",
                    "rotation_interval",
                    "graceful_deletion_interval",
                    "debug",
                    "stat_prefix"),
            "istio.envoy.config.filter.http.alpn.v2alpha1.FilterConfig",
            Set.of("alpn_override"));

    /// What metadata may be found by and handed on with.
    private static final Set<String> METHODS = Set.of("istio_headers", "workload_discovery", "baggage");

    private IstioFilters() {}

    /// Whether a filter is one of them.
    static boolean isOne(JsonNode filter) {
        var config = filter.path("typed_config");
        boolean wrapped = Message.typeOf(config).equals("TypedStruct");
        var type = (wrapped ? config.path("type_url") : config.path("@type")).asString("");
        var fields = FIELDS.get(type.substring(type.indexOf('/') + 1));
        var settings = wrapped ? config.path("value") : config;
        if (fields == null || !Set.of("name", "typed_config").containsAll(filter.propertyNames())) {
            return false;
        }
        for (var field : settings.properties()) {
            boolean known = field.getKey().equals("@type") || fields.contains(field.getKey());
            if (!known || (field.getKey().contains("_discovery") && !isKnownMethod(field.getValue()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnownMethod(JsonNode methods) {
        for (var method : methods) {
            if (!METHODS.containsAll(method.propertyNames())) {
                return false;
            }
        }
        return true;
    }

    /// Whether a list holds nothing else.
    static boolean areAll(JsonNode list) {
        if (!list.isArray()) {
            return false;
        }
        for (var item : list) {
            if (!isOne(item)) {
                return false;
            }
        }
        return !list.isEmpty();
    }
}
