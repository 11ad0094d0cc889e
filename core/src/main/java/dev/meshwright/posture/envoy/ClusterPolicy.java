package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes the pools, the ejection and the load balancing of a `DestinationRule` into a cluster.
final class ClusterPolicy {
    private static final long UNLIMITED = 4_294_967_295L;

    private ClusterPolicy() {}

    /// Limits; without a rule there are none.
    static void addPool(ObjectNode cluster, Node mesh, @Nullable Node pool) {
        cluster.set(
                "circuit_breakers",
                Message.of(
                        "thresholds",
                        Message.list(Message.of(
                                "max_connections",
                                limit(pool, "tcp", "maxConnections"),
                                "max_pending_requests",
                                limit(pool, "http", "http1MaxPendingRequests"),
                                "max_requests",
                                limit(pool, "http", "http2MaxRequests"),
                                "max_retries",
                                limit(pool, "http", "maxRetries"),
                                "track_remaining",
                                new Expected.Open("whether it is counted what remains", node -> true)))));
        cluster.put(
                "connect_timeout",
                duration(pool, "tcp", "connectTimeout")
                        .or(() -> mesh.text("connectTimeout").flatMap(Durations::seconds))
                        .orElse("10s"));
        var keepalive = keepalive(pool).or(() -> mesh.at("tcpKeepalive").flatMap(ClusterPolicy::keepaliveOf));
        keepalive.ifPresent(alive -> cluster.set("upstream_connection_options", Message.of("tcp_keepalive", alive)));
    }

    private static long limit(@Nullable Node pool, String side, String field) {
        return integer(pool, side, field)
                .filter(number -> number > 0)
                .map(Long::valueOf)
                .orElse(UNLIMITED);
    }

    private static Optional<Integer> integer(@Nullable Node node, String... keys) {
        return node == null ? Optional.empty() : node.integer(keys);
    }

    private static Optional<String> duration(@Nullable Node node, String... keys) {
        return node == null ? Optional.empty() : node.text(keys).flatMap(Durations::seconds);
    }

    private static Optional<ObjectNode> keepalive(@Nullable Node pool) {
        return pool == null ? Optional.empty() : pool.at("tcp", "tcpKeepalive").flatMap(ClusterPolicy::keepaliveOf);
    }

    private static Optional<ObjectNode> keepaliveOf(Node alive) {
        return Optional.of(Message.of(
                "keepalive_probes",
                alive.integer("probes").filter(number -> number > 0).orElse(null),
                "keepalive_time",
                wholeSeconds(alive, "time"),
                "keepalive_interval",
                wholeSeconds(alive, "interval")));
    }

    private static @Nullable Integer wholeSeconds(Node node, String key) {
        return duration(node, key)
                .map(text -> text.replaceAll("[.s].*", ""))
                .filter(whole -> whole.length() < 10)
                .map(Integer::valueOf)
                .orElse(null);
    }

    /// The options of the protocol towards the instances.
    static void addProtocol(
            ObjectNode cluster, PortProtocol protocol, @Nullable Node pool, @Nullable ObjectNode serverName) {
        boolean upgrade = pool != null
                && pool.text("http", "h2UpgradePolicy")
                        .filter("UPGRADE"::equals)
                        .isPresent();
        boolean same = protocol == PortProtocol.SNIFFED
                || (pool != null && pool.bool("http", "useClientProtocol").orElse(false));
        var options = Message.of();
        var common = Message.of(
                "idle_timeout",
                duration(pool, "http", "idleTimeout")
                        .or(() -> duration(pool, "tcp", "idleTimeout"))
                        .orElse(null),
                "max_requests_per_connection",
                integer(pool, "http", "maxRequestsPerConnection")
                        .filter(number -> number > 0)
                        .orElse(null),
                "max_connection_duration",
                duration(pool, "tcp", "maxConnectionDuration").orElse(null));
        if (!common.isEmpty()) {
            options.set("common_http_protocol_options", common);
        }
        if (serverName != null) {
            options.set("upstream_http_protocol_options", serverName);
        }
        var http2 = Message.of(
                "max_concurrent_streams",
                integer(pool, "http", "maxConcurrentStreams")
                        .filter(number -> number > 0)
                        .orElse(null));
        if (same) {
            options.set(
                    "use_downstream_protocol_config",
                    Message.of("http_protocol_options", Message.of(), "http2_protocol_options", Message.of()));
        } else if (protocol == PortProtocol.HTTP2 || upgrade) {
            options.set("explicit_http_config", Message.of("http2_protocol_options", http2));
        } else if (!options.isEmpty()) {
            options.set("explicit_http_config", Message.of("http_protocol_options", Message.of()));
        }
        if (!options.isEmpty()) {
            cluster.set("typed_extension_protocol_options", httpOptions(options));
        }
    }

    static ObjectNode httpOptions(ObjectNode options) {
        var type = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
        var typed = Message.typed(type);
        typed.setAll(options);
        return Message.of(type, typed);
    }

    /// Ejection of instances that fail; without a rule there is none.
    static void addEjection(ObjectNode cluster, @Nullable Node outlier) {
        var panic = Message.of();
        if (outlier != null) {
            var ejection = Message.of(
                    "enforcing_success_rate",
                    0,
                    "interval",
                    duration(outlier, "interval").orElse(null),
                    "base_ejection_time",
                    duration(outlier, "baseEjectionTime").orElse(null),
                    "max_ejection_percent",
                    outlier.integer("maxEjectionPercent")
                            .filter(number -> number > 0)
                            .orElse(null));
            addErrors(ejection, outlier.integer("consecutive5xxErrors"), "consecutive_5xx");
            addErrors(ejection, outlier.integer("consecutiveGatewayErrors"), "consecutive_gateway_failure");
            if (outlier.bool("splitExternalLocalOriginErrors").orElse(false)) {
                ejection.put("split_external_local_origin_errors", true);
                addErrors(
                        ejection,
                        outlier.integer("consecutiveLocalOriginFailures"),
                        "consecutive_local_origin_failure");
                ejection.put("enforcing_local_origin_success_rate", 0);
            }
            cluster.set("outlier_detection", ejection);
            outlier.integer("minHealthPercent")
                    .filter(percent -> percent > 0)
                    .ifPresent(percent -> panic.put("value", percent));
        }
        cluster.set("common_lb_config", Message.of("healthy_panic_threshold", panic));
    }

    private static void addErrors(ObjectNode ejection, Optional<Integer> errors, String field) {
        errors.ifPresent(count -> {
            ejection.put(field, count);
            ejection.put("enforcing_" + field, count > 0 ? 100 : 0);
        });
    }

    /// How instances are chosen.
    static void addBalancing(ObjectNode cluster, @Nullable Node balancer) {
        var simple = balancer == null ? "" : balancer.text("simple").orElse("");
        var hash = balancer == null ? Optional.<Node>empty() : balancer.at("consistentHash");
        if (hash.isPresent()) {
            boolean maglev = hash.get().at("maglev").isPresent();
            cluster.put("lb_policy", maglev ? "MAGLEV" : "RING_HASH");
            cluster.set(
                    maglev ? "maglev_lb_config" : "ring_hash_lb_config",
                    Message.list(new Expected.Open("the size of the table", node -> true))
                            .get(0));
            return;
        }
        switch (simple) {
            case "ROUND_ROBIN" -> cluster.remove("lb_policy");
            case "RANDOM" -> cluster.put("lb_policy", "RANDOM");
            case "PASSTHROUGH" -> {
                cluster.put("lb_policy", "CLUSTER_PROVIDED");
                cluster.put("type", "ORIGINAL_DST");
                cluster.remove("eds_cluster_config");
                cluster.remove("load_assignment");
            }
            default -> cluster.put("lb_policy", "LEAST_REQUEST");
        }
        if (balancer != null && balancer.at("localityLbSetting", "distribute").isPresent()) {
            ((ObjectNode) cluster.path("common_lb_config")).set("locality_weighted_lb_config", Message.of());
        }
    }
}
