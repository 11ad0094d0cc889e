package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The clusters that every proxy has, whatever the intent says.
final class IstioClusters {
    private static final String TYPE = "envoy.config.cluster.v3.Cluster";

    private static final Node NO_SETTINGS = new Node.Mapping(Source.ofFile(""), List.of());

    private IstioClusters() {}

    /// Where traffic goes that has nowhere to go.
    static ObjectNode blackHole() {
        return Message.typed(TYPE, "name", "BlackHoleCluster", "type", "STATIC", "connect_timeout", "10s");
    }

    /// Wherever the connection went. That it is there means nothing; who sends to it is what counts.
    ///
    /// @param inbound whether it leads to the application beside the proxy
    static ObjectNode passthrough(boolean inbound) {
        var cluster = Message.typed(
                TYPE,
                "name",
                inbound ? "InboundPassthroughCluster" : "PassthroughCluster",
                "type",
                "ORIGINAL_DST",
                "lb_policy",
                "CLUSTER_PROVIDED",
                "upstream_bind_config",
                inbound ? ownAddress() : null);
        cluster.set(
                "typed_extension_protocol_options",
                ClusterPolicy.httpOptions(Message.of(
                        "common_http_protocol_options",
                        Message.of("idle_timeout", "300s"),
                        "use_downstream_protocol_config",
                        Message.of("http_protocol_options", Message.of(), "http2_protocol_options", Message.of()))));
        ClusterPolicy.addPool(cluster, NO_SETTINGS, null);
        return cluster;
    }

    /// The address by which the application knows that the proxy calls.
    static ObjectNode ownAddress() {
        return Message.of(
                "source_address",
                Message.of(
                        "address",
                        new Expected.Open(
                                "127.0.0.6", text -> List.of("127.0.0.6", "::6").contains(text.asString(""))),
                        "port_value",
                        0),
                "extra_source_addresses",
                new Expected.Open(
                        "the same in the other family",
                        node -> node.isMissingNode() || !node.toString().matches(".*[1-9]\\.[0-9.]+.*")));
    }

    /// The way into ambient tunnels: mutual TLS to the ztunnel of the destination.
    static ObjectNode connectOriginate(Intended intended) {
        var domains = new ArrayList<>(List.of(intended.settings().trustDomain()));
        domains.addAll(intended.settings().trustDomainAliases());
        var names = domains.stream()
                .map(domain ->
                        Message.of("san_type", "URI", "matcher", Message.of("prefix", "spiffe://" + domain + "/")))
                .toList();
        var common = Message.of(
                "tls_params",
                Message.of("tls_minimum_protocol_version", "TLSv1_3", "tls_maximum_protocol_version", "TLSv1_3"),
                "alpn_protocols",
                List.of("h2"),
                "tls_certificate_sds_secret_configs",
                List.of(TlsContexts.secret("default")),
                "combined_validation_context",
                TlsContexts.validation(Message.of("match_typed_subject_alt_names", names), "ROOTCA"));
        var cluster = Message.typed(
                TYPE,
                "name",
                "connect_originate",
                "type",
                "ORIGINAL_DST",
                "lb_policy",
                "CLUSTER_PROVIDED",
                "cleanup_interval",
                "60s",
                "transport_socket",
                TlsContexts.socket(
                        "tls",
                        Message.typed(TlsContexts.TYPES + "tls.v3.UpstreamTlsContext", "common_tls_context", common)),
                "original_dst_lb_config",
                Message.of(
                        "upstream_port_override",
                        15008,
                        "metadata_key",
                        Message.of(
                                "key",
                                "envoy.filters.listener.original_dst",
                                "path",
                                List.of(Message.of("key", "waypoint")))));
        cluster.set(
                "typed_extension_protocol_options",
                ClusterPolicy.httpOptions(Message.of(
                        "common_http_protocol_options",
                        Message.of("idle_timeout", "3600s"),
                        "explicit_http_config",
                        Message.of("http2_protocol_options", Message.of("allow_connect", true)))));
        ClusterPolicy.addPool(cluster, intended.meshConfig(), null);
        return cluster;
    }
}
