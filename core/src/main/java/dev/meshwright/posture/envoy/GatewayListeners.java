package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The listeners of a gateway: one per port, with a filter chain per server that ends TLS.
final class GatewayListeners {
    private final HttpManager manager;
    private final AccessLogs logs;

    GatewayListeners(Intended intended, EnvoyProxy proxy, AccessLogs logs) {
        this.logs = logs;
        this.manager = new HttpManager(intended, proxy, logs, new AuthorizationFilters(intended, proxy));
    }

    /// Ports of servers that hand on bytes are left out: their chains come from routes by server name.
    List<Derived> derive(List<GatewayServer> servers) {
        var byPort = new LinkedHashMap<Integer, List<GatewayServer>>();
        for (var server : servers) {
            byPort.computeIfAbsent(server.port(), _ -> new ArrayList<>()).add(server);
        }
        var listeners = new ArrayList<Derived>();
        byPort.forEach((port, own) -> {
            if (own.stream().allMatch(server -> server.isHttp() || server.endsTls())) {
                listeners.add(listener(port, own));
            }
        });
        return listeners;
    }

    private Derived listener(int port, List<GatewayServer> servers) {
        var chains = new LinkedHashMap<String, ObjectNode>();
        for (var server : servers) {
            addChain(chains, server);
        }
        boolean tls = servers.stream().anyMatch(GatewayServer::endsTls);
        var name = "0.0.0.0_" + port;
        var listener = Message.typed(
                "envoy.config.listener.v3.Listener",
                "name",
                name,
                "address",
                Message.socketAddress(Addresses.any(), port),
                "filter_chains",
                List.copyOf(chains.values()),
                "listener_filters",
                tls ? List.of(ListenerFilters.tlsInspector(true, List.of())) : null,
                "traffic_direction",
                "OUTBOUND",
                "access_log",
                logs.on("NR"));
        return new Derived(name, listener, servers.getFirst().object());
    }

    private void addChain(SequencedMap<String, ObjectNode> chains, GatewayServer server) {
        var routes = server.routes();
        if (routes == null) {
            return;
        }
        boolean all = server.hosts().contains("*");
        var chain = Message.of(
                "filter_chain_match",
                server.endsTls() && !all ? Message.of("server_names", server.hosts()) : null,
                "filters",
                List.of(manager.gateway(routes)),
                "transport_socket",
                server.endsTls() ? tls(server) : null,
                "transport_socket_connect_timeout",
                Message.list(new Expected.Open("how long a handshake may take", _ -> true))
                        .get(0));
        chains.putIfAbsent(server.endsTls() ? routes : "", chain);
    }

    private static JsonNode tls(GatewayServer server) {
        var settings = server.node();
        var secret = secret(server);
        boolean mutual = server.mode().equals("MUTUAL")
                || settings.at("tls", "frontendValidation").isPresent();
        var names = TlsContexts.texts(settings.items("tls", "subjectAltNames"));
        var least =
                TlsContexts.version(settings.text("tls", "minProtocolVersion").orElse(""));
        var most =
                TlsContexts.version(settings.text("tls", "maxProtocolVersion").orElse(""));
        var ciphers = TlsContexts.texts(settings.items("tls", "cipherSuites"));
        var parameters = Message.of(
                "tls_minimum_protocol_version",
                least,
                "tls_maximum_protocol_version",
                most,
                "cipher_suites",
                ciphers.isEmpty() ? null : ciphers);
        var defaults = names.isEmpty()
                ? Message.of()
                : Message.of(
                        "match_subject_alt_names",
                        names.stream().map(name -> Message.of("exact", name)).toList());
        var roots = Message.of(
                "default_validation_context",
                defaults,
                "validation_context_sds_secret_config",
                secret == null ? null : TlsContexts.servedSecret(secret + "-cacert"));
        return TlsContexts.downstream(
                Message.of(
                        "tls_params",
                        parameters.isEmpty() ? null : parameters,
                        "alpn_protocols",
                        List.of("h2", "http/1.1"),
                        "tls_certificate_sds_secret_configs",
                        secret == null ? null : List.of(TlsContexts.servedSecret(secret)),
                        "combined_validation_context",
                        mutual ? roots : null),
                mutual);
    }

    /// The name by which the gateway asks istiod for a certificate.
    private static @Nullable String secret(GatewayServer server) {
        var node = server.node();
        if (!server.isKubernetes()) {
            return node.text("tls", "credentialName")
                    .map(name -> "kubernetes://" + name)
                    .orElse(null);
        }
        return node.items("tls", "certificateRefs").stream()
                .findFirst()
                .map(ref -> "kubernetes-gateway://"
                        + ref.text("namespace").orElse(server.object().namespaceOrDefault()) + "/"
                        + ref.text("name").orElse(""))
                .orElse(null);
    }
}
