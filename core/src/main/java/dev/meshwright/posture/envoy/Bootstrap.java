package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How an Istio proxy is started: its admin interface, where its configuration comes from, the listeners and clusters
/// that it has before istiod says a word.
final class Bootstrap {
    private static final String HTTP_FILTERS = "envoy.extensions.filters.http.";
    private static final int ADMIN_PORT = 15000;
    private static final int AGENT_PORT = 15020;

    /// Switches of Envoy that Istio sets, with the values that it sets.
    private static final Map<String, String> SWITCHES = Map.of(
            "envoy.reloadable_features.http_reject_path_with_fragment", "false",
            "envoy.deprecated_features:envoy.config.listener.v3.Listener.hidden_envoy_deprecated_use_original_dst",
                    "true",
            "re2.max_program_size.error_level", "32768",
            "envoy.reloadable_features.fixed_heap_use_allocated", "true",
            "envoy.reloadable_features.coalesce_lb_rebuilds_on_batch_update", "false");

    /// Listeners within the process, and the list of the mesh's workloads that istiod sends for telemetry.
    private static final Set<String> EXTENSIONS = Set.of(
            "envoy.extensions.bootstrap.internal_listener.v3.InternalListener", "istio.workload.BootstrapExtension");

    private final Intended intended;

    Bootstrap(Intended intended) {
        this.intended = intended;
    }

    /// What is wrong with the bootstrap of a dump, and with the resources that come from it.
    List<Mismatch> compare(EnvoyDump dump, ProxyState state) {
        var mismatches = new ArrayList<Mismatch>();
        if (!dump.bootstrap().isMissingNode()) {
            for (var difference : Differences.between(message(), dump.bootstrap())) {
                var name = difference.path().startsWith("admin") ? "admin" : "rest";
                mismatches.add(
                        Meaning.of(new Resource("bootstrap", name, dump.bootstrap(), dump.bootstrap()), difference));
            }
        }
        compare(dump, "static-cluster", clusters(), mismatches);
        compare(dump, "static-listener", listeners(), mismatches);
        for (var difference :
                Differences.between(commandLine(), state.serverInfo().path("command_line_options"))) {
            if (!state.serverInfo().isMissingNode() && !difference.isAddition()) {
                mismatches.add(Meaning.of(
                        new Resource("bootstrap", "rest", state.serverInfo(), state.serverInfo()),
                        difference.below("command_line_options")));
            }
        }
        return mismatches;
    }

    private static void compare(EnvoyDump dump, String kind, List<ObjectNode> derived, List<Mismatch> mismatches) {
        dump.ofKind(kind).forEach(active -> {
            var meant = derived.stream()
                    .filter(one -> one.path("name").asString("").equals(active.name()))
                    .findFirst();
            var resource = kind.equals("static-listener")
                    ? new Resource("listener", active.name(), active.entry(), active.config())
                    : active;
            if (meant.isEmpty()) {
                mismatches.add(Meaning.ofStranger(resource));
            } else {
                var message = meant.get();
                message.set("@type", active.config().path("@type"));
                Differences.between(message, active.config())
                        .forEach(difference -> mismatches.add(Meaning.of(resource, difference)));
            }
        });
    }

    /// What a proxy may not be told on its command line.
    private static ObjectNode commandLine() {
        return Message.of(
                "config_yaml",
                new Expected.Open("none", node -> node.asString("").isEmpty()));
    }

    private ObjectNode message() {
        return Message.of(
                "node",
                new Expected.Open("control plane " + discoveryAddress(), this::isOwnNode),
                "static_resources",
                Message.of("listeners", listeners(), "clusters", clusters()),
                "dynamic_resources",
                dynamicResources(),
                "admin",
                admin(),
                "stats_config",
                harmless("the names under which things are counted"),
                "overload_manager",
                new Expected.Open("limits of connections and memory", Bootstrap::isLimit),
                "layered_runtime",
                new Expected.Open("Istio's own switches", this::isOwnRuntime),
                "bootstrap_extensions",
                new Expected.Open("envoy.bootstrap.internal_listener", Bootstrap::isOwnExtension),
                "application_log_config",
                harmless("the form of the proxy's own log"),
                "deferred_stat_options",
                harmless("when things begin to be counted"),
                "cluster_manager",
                new Expected.Open("nothing", node -> node.isMissingNode() || !node.has("outlier_detection")),
                "stats_flush_interval",
                harmless("how often counters are written"));
    }

    private static Expected harmless(String text) {
        return new Expected.Open(text, _ -> true);
    }

    private String discoveryAddress() {
        return intended.meshConfig()
                .text("defaultConfig", "discoveryAddress")
                .orElse("istiod." + intended.settings().rootNamespace() + ".svc:15012");
    }

    /// Names, labels and addresses of the pod say nothing here; which control plane it asks does.
    private boolean isOwnNode(JsonNode node) {
        var metadata = node.path("metadata");
        var asked = metadata.path("PROXY_CONFIG").path("discoveryAddress");
        var host = discoveryAddress().replaceAll(":[0-9]+$", "");
        boolean named = StreamSupport.stream(metadata.path("PILOT_SAN").spliterator(), false)
                .allMatch(name -> name.asString("").equals(host)
                        || name.asString("")
                                .equals("istiod." + intended.settings().rootNamespace() + ".svc"));
        return named && (asked.isMissingNode() || asked.asString("").equals(discoveryAddress()));
    }

    private static ObjectNode dynamicResources() {
        var ads = Message.of("ads", Message.of(), "initial_fetch_timeout", "0s", "resource_api_version", "V3");
        return Message.of(
                "lds_config",
                ads,
                "cds_config",
                ads,
                "ads_config",
                Message.of(
                        "api_type",
                        new Expected.Open(
                                "GRPC or DELTA_GRPC",
                                type -> List.of("GRPC", "DELTA_GRPC").contains(type.asString(""))),
                        "grpc_services",
                        List.of(Message.of("envoy_grpc", Message.of("cluster_name", "xds-grpc"))),
                        "set_node_on_first_message_only",
                        true,
                        "transport_api_version",
                        "V3"));
    }

    private static ObjectNode admin() {
        return Message.of(
                "profile_path",
                "/var/lib/istio/data/envoy.prof",
                "address",
                Message.socketAddress(loopback(), ADMIN_PORT),
                "access_log",
                List.of(Message.extension(
                        "envoy.access_loggers.file",
                        Message.typed("envoy.extensions.access_loggers.file.v3.FileAccessLog", "path", "/dev/null"))));
    }

    private static Expected loopback() {
        return new Expected.Open(
                "127.0.0.1", text -> List.of("127.0.0.1", "::1", "localhost").contains(text.asString("")));
    }

    private static boolean isLimit(JsonNode manager) {
        for (var part : manager.properties()) {
            for (var item : part.getValue()) {
                var name = item.path("name").asString("");
                if (!name.startsWith("envoy.resource_monitors.") && !name.startsWith("envoy.overload_actions.")) {
                    return part.getKey().equals("refresh_interval");
                }
            }
        }
        return true;
    }

    private boolean isOwnRuntime(JsonNode runtime) {
        for (var layer : runtime.path("layers")) {
            if (layer.has("rtds_layer") || layer.has("disk_layer")) {
                return false;
            }
            for (var entry : layer.path("static_layer").properties()) {
                var own = intended.meshConfig().text("defaultConfig", "runtimeValues", entry.getKey());
                var value = entry.getValue().asString("");
                boolean limit = entry.getKey().startsWith("overload.");
                if (!limit && !value.equals(own.orElse(SWITCHES.get(entry.getKey())))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOwnExtension(JsonNode extensions) {
        for (var extension : extensions) {
            var config = extension.path("typed_config");
            var type = config.path("type_url").asString(config.path("@type").asString(""));
            if (!EXTENSIONS.contains(type.substring(type.indexOf('/') + 1))) {
                return false;
            }
        }
        return true;
    }

    private static List<ObjectNode> listeners() {
        var filters = new ArrayList<JsonNode>();
        for (var kind : List.of("brotli:Brotli", "zstd:Zstd", "gzip:Gzip")) {
            filters.add(compressor(kind.substring(0, kind.indexOf(':')), kind.substring(kind.indexOf(':') + 1)));
        }
        return List.of(
                listener(15090, "/stats/prometheus", "prometheus_stats", filters),
                listener(15021, "/healthz/ready", "agent", List.of()));
    }

    private static JsonNode compressor(String name, String type) {
        var library = Message.extension(
                "stats_" + name, Message.typed("envoy.extensions.compression." + name + ".compressor.v3." + type));
        return Message.extension(
                "envoy.filters.http.compressor." + name,
                Message.typed(
                        HTTP_FILTERS + "compressor.v3.Compressor",
                        "compressor_library",
                        library,
                        "response_direction_config",
                        harmless("what is compressed")));
    }

    /// A listener of one path for probes or scrapes.
    private static ObjectNode listener(int port, String path, String cluster, List<JsonNode> first) {
        var filters = new ArrayList<>(first);
        filters.add(Message.extension("envoy.filters.http.router", Message.typed(HTTP_FILTERS + "router.v3.Router")));
        var route = Message.of("match", Message.of("prefix", path), "route", Message.of("cluster", cluster));
        var host = Message.of("name", "backend", "domains", List.of("*"), "routes", List.of(route));
        var manager = Message.extension(
                HttpManager.NAME,
                Message.typed(
                        HttpManager.TYPE,
                        "route_config",
                        Message.of("virtual_hosts", List.of(host)),
                        "http_filters",
                        filters));
        return Message.of(
                "name",
                "0.0.0.0_" + port,
                "address",
                Message.socketAddress(Addresses.any(), port),
                "filter_chains",
                List.of(Message.of("filters", List.of(manager))),
                "ignore_global_conn_limit",
                harmless("whether probes count as connections"),
                "bypass_overload_manager",
                harmless("whether probes count as connections"));
    }

    private static List<ObjectNode> clusters() {
        var http2 = ClusterPolicy.httpOptions(
                Message.of("explicit_http_config", Message.of("http2_protocol_options", Message.of())));
        var keepalive = Message.of("tcp_keepalive", Message.of("keepalive_time", 300));
        var xds = cluster("xds-grpc", "1s", pipe("./etc/istio/proxy/XDS"));
        xds.put("max_requests_per_connection", 1);
        xds.set("circuit_breakers", Message.list(harmless("limits")).get(0));
        xds.set("upstream_connection_options", keepalive);
        xds.set("typed_extension_protocol_options", http2);
        var sds = cluster("sds-grpc", "1s", pipe("./var/run/secrets/workload-spiffe-uds/socket"));
        sds.set("typed_extension_protocol_options", http2);
        return List.of(
                cluster("prometheus_stats", "0.250s", Message.socketAddress(loopback(), ADMIN_PORT)),
                cluster("agent", "0.250s", Message.socketAddress(loopback(), AGENT_PORT)),
                sds,
                xds);
    }

    private static ObjectNode pipe(String path) {
        return Message.of("pipe", Message.of("path", path));
    }

    private static ObjectNode cluster(String name, String timeout, ObjectNode address) {
        var endpoint = Message.of("endpoint", Message.of("address", address));
        return Message.of(
                "name",
                name,
                "type",
                "STATIC",
                "connect_timeout",
                timeout,
                "load_assignment",
                Message.of("cluster_name", name, "endpoints", List.of(Message.of("lb_endpoints", List.of(endpoint)))));
    }
}
