package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The filter that reads requests, with its settings and filters, on each of the three sides of a proxy.
final class HttpManager {
    static final String NAME = "envoy.filters.network.http_connection_manager";
    static final String TYPE = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
    private static final String FILTERS = "envoy.extensions.filters.http.";

    private final Intended intended;
    private final EnvoyProxy proxy;
    private final AccessLogs logs;
    private final List<JsonNode> security = new ArrayList<>();

    HttpManager(Intended intended, EnvoyProxy proxy, AccessLogs logs, AuthorizationFilters authorization) {
        this.intended = intended;
        this.proxy = proxy;
        this.logs = logs;
        var jwt = JwtFilter.of(intended, proxy);
        if (jwt != null) {
            security.add(jwt);
        }
        security.addAll(authorization.http());
    }

    /// On the way into a workload.
    JsonNode inbound(ObjectNode routes, boolean http2) {
        var manager = common(security, false);
        manager.set("route_config", routes);
        manager.put("server_name", "istio-envoy");
        manager.put("forward_client_cert_details", "APPEND_FORWARD");
        manager.set("set_current_client_cert_details", Message.of("subject", true, "dns", true, "uri", true));
        if (http2) {
            manager.set("http2_protocol_options", Message.of());
        }
        return Message.extension(NAME, manager);
    }

    /// On the way out of a workload.
    JsonNode outbound(String routes) {
        var manager = common(List.of(), false);
        manager.set("rds", rds(routes));
        return Message.extension(NAME, manager);
    }

    /// At a gateway.
    JsonNode gateway(String routes) {
        var manager = common(security, true);
        manager.set("rds", rds(routes));
        manager.put("server_name", "istio-envoy");
        manager.set("http_protocol_options", Message.of());
        var topology = topology();
        manager.put(
                "forward_client_cert_details",
                topology.text("forwardClientCertDetails").orElse("SANITIZE_SET"));
        manager.set(
                "set_current_client_cert_details", Message.of("subject", true, "cert", true, "dns", true, "uri", true));
        topology.integer("numTrustedProxies")
                .filter(hops -> hops > 0)
                .ifPresent(hops -> manager.put("xff_num_trusted_hops", hops));
        return Message.extension(NAME, manager);
    }

    private Node topology() {
        return intended.meshConfig()
                .at("defaultConfig", "gatewayTopology")
                .orElse(new Node.Mapping(proxy.workload().where(), List.of()));
    }

    private static ObjectNode rds(String routes) {
        return Message.of(
                "config_source",
                Message.of("ads", Message.of(), "initial_fetch_timeout", "0s", "resource_api_version", "V3"),
                "route_config_name",
                routes);
    }

    private ObjectNode common(List<JsonNode> first, boolean remoteAddress) {
        var filters = new ArrayList<>(first);
        filters.add(filter("grpc_stats", "FilterConfig", "emit_filter_state", true, "stats_for_all_methods", false));
        filters.add(filter("fault", "HTTPFault"));
        filters.add(filter("cors", "Cors"));
        filters.add(filter("router", "Router"));
        var normalization =
                intended.meshConfig().text("pathNormalization", "normalization").orElse("DEFAULT");
        boolean decodes = normalization.equals("DECODE_AND_MERGE_SLASHES");
        return Message.typed(
                TYPE,
                "http_filters",
                filters,
                "tracing",
                new Tracing(intended).settings(),
                "access_log",
                logs.ofTraffic(),
                "use_remote_address",
                remoteAddress,
                "proxy_100_continue",
                true,
                "upgrade_configs",
                List.of(Message.of("upgrade_type", "websocket")),
                "stream_idle_timeout",
                "0s",
                "normalize_path",
                !normalization.equals("NONE"),
                "merge_slashes",
                (decodes || normalization.equals("MERGE_SLASHES")) ? true : null,
                "path_with_escaped_slashes_action",
                decodes ? "UNESCAPE_AND_FORWARD" : "KEEP_UNCHANGED",
                "request_id_extension",
                Message.of(
                        "typed_config",
                        Message.typed(
                                "envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig",
                                "use_request_id_for_trace_sampling",
                                true)));
    }

    private static JsonNode filter(String name, String type, @Nullable Object... fields) {
        return Message.extension("envoy.filters.http." + name, Message.typed(FILTERS + name + ".v3." + type, fields));
    }
}
