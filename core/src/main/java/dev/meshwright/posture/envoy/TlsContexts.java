package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The transport sockets that istiod writes: certificates and roots come from the proxy's own agent.
final class TlsContexts {
    static final String TYPES = "envoy.extensions.transport_sockets.";
    private static final List<String> CIPHERS = List.of(
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "AES256-GCM-SHA384",
            "AES128-GCM-SHA256");

    private final Intended intended;

    TlsContexts(Intended intended) {
        this.intended = intended;
    }

    /// Mutual TLS for callers from the mesh.
    JsonNode inboundMutual() {
        var mesh = intended.meshConfig();
        var ciphers = texts(mesh.items("meshMTLS", "cipherSuites"));
        var least = version(mesh.text("meshMTLS", "minProtocolVersion").orElse(""));
        var names = new ArrayList<ObjectNode>();
        for (var domain : trustDomains()) {
            names.add(Message.of("prefix", "spiffe://" + domain + "/"));
        }
        return downstream(
                Message.of(
                        "tls_params",
                        Message.of(
                                "tls_minimum_protocol_version",
                                least == null ? "TLSv1_2" : least,
                                "tls_maximum_protocol_version",
                                "TLSv1_3",
                                "cipher_suites",
                                ciphers.isEmpty() ? CIPHERS : ciphers),
                        "alpn_protocols",
                        List.of("h2", "http/1.1"),
                        "tls_certificate_sds_secret_configs",
                        List.of(secret("default")),
                        "combined_validation_context",
                        validation(Message.of("match_subject_alt_names", names), "ROOTCA")),
                true);
    }

    static JsonNode downstream(ObjectNode common, boolean clientCertificate) {
        return socket(
                "envoy.transport_sockets.tls",
                Message.typed(
                        TYPES + "tls.v3.DownstreamTlsContext",
                        "common_tls_context",
                        common,
                        "require_client_certificate",
                        clientCertificate));
    }

    private List<String> trustDomains() {
        var domains = new ArrayList<>(List.of(intended.settings().trustDomain()));
        domains.addAll(intended.settings().trustDomainAliases());
        return domains;
    }

    static List<String> texts(List<? extends Node> items) {
        var texts = new ArrayList<String>();
        items.forEach(item -> item.text().ifPresent(texts::add));
        return texts;
    }

    static @Nullable String version(String written) {
        return switch (written) {
            case "TLSV1_0" -> "TLSv1_0";
            case "TLSV1_1" -> "TLSv1_1";
            case "TLSV1_2" -> "TLSv1_2";
            case "TLSV1_3" -> "TLSv1_3";
            default -> null;
        };
    }

    static ObjectNode validation(ObjectNode defaults, String secret) {
        return Message.of(
                "default_validation_context", defaults, "validation_context_sds_secret_config", secret(secret));
    }

    /// A secret that the proxy's agent hands out.
    static ObjectNode secret(String name) {
        var source = Message.of(
                "api_type",
                "GRPC",
                "grpc_services",
                List.of(Message.of("envoy_grpc", Message.of("cluster_name", "sds-grpc"))),
                "set_node_on_first_message_only",
                true,
                "transport_api_version",
                "V3");
        return Message.of(
                "name",
                name,
                "sds_config",
                Message.of("api_config_source", source, "initial_fetch_timeout", "0s", "resource_api_version", "V3"));
    }

    /// A secret that istiod hands out, of a Kubernetes Secret.
    static ObjectNode servedSecret(String name) {
        return Message.of("name", name, "sds_config", Message.of("ads", Message.of(), "resource_api_version", "V3"));
    }

    static ObjectNode socket(String name, JsonNode config) {
        return Message.extension(name, config);
    }

    static ObjectNode plaintext() {
        return socket("envoy.transport_sockets.raw_buffer", Message.typed(TYPES + "raw_buffer.v3.RawBuffer"));
    }
}
