package dev.meshwright.posture.envoy;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a proxy secures its connections to a host: by its own decision per instance, or as a `DestinationRule` says.
final class UpstreamTls {
    private static final String TYPE = TlsContexts.TYPES + "tls.v3.UpstreamTlsContext";

    private final Intended intended;
    private final Registry registry;
    private final boolean tunnels;
    private final List<PeerAuthentication> peerAuthentications;

    /// @param tunnels whether istiod lets the proxy use ambient tunnels (HBONE)
    UpstreamTls(Intended intended, Registry registry, boolean tunnels) {
        this.intended = intended;
        this.registry = registry;
        this.tunnels = tunnels;
        this.peerAuthentications = PeerAuthentications.in(intended.manifests());
    }

    /// What a cluster is given.
    ///
    /// @param serverName options by which the name of the server is taken from the request; null for none
    record Settings(
            @Nullable JsonNode socket,
            List<ObjectNode> matches,
            @Nullable ObjectNode serverName) {}

    /// @param http2 whether the instances are spoken to in HTTP/2
    Settings of(MeshHost host, int port, String subset, @Nullable Node tls, boolean http2, boolean original) {
        var mode = tls == null ? "" : tls.text("mode").orElse("");
        return switch (mode) {
            case "DISABLE" -> new Settings(null, tunnelOrPlaintext(), null);
            case "SIMPLE", "MUTUAL" ->
                originated(host, tls == null ? host.object().root() : tls, http2);
            case "ISTIO_MUTUAL" -> {
                var socket = mutual(host, port, subset, tls, http2);
                yield tunnels
                        ? new Settings(
                                null, List.of(tunnel(TlsContexts.plaintext()), always("tlsMode-istio", socket)), null)
                        : new Settings(socket, List.of(), null);
            }
            default -> automatic(host, port, subset, http2, original);
        };
    }

    private Settings automatic(MeshHost host, int port, String subset, boolean http2, boolean original) {
        boolean mutual = !host.isExternal()
                && intended.meshConfig().bool("enableAutoMtls").orElse(true)
                && mode(host) != Mode.DISABLE;
        if (original) {
            boolean all = mutual && registry.isWholeInMesh(host);
            return new Settings(all ? mutual(host, port, subset, null, http2) : null, List.of(), null);
        }
        if (!mutual) {
            return new Settings(null, tunnelOrPlaintext(), null);
        }
        var matches = new ArrayList<ObjectNode>();
        if (tunnels) {
            matches.add(tunnel(TlsContexts.plaintext()));
        }
        matches.add(Message.of(
                "name",
                "tlsMode-istio",
                "match",
                Message.of("tlsMode", "istio"),
                "transport_socket",
                mutual(host, port, subset, null, http2)));
        matches.add(plaintext());
        return new Settings(null, matches, null);
    }

    /// What the peer authentications of the namespace or the mesh say; those of workloads do not count here.
    private Mode mode(MeshHost host) {
        return peerAuthentications.stream()
                .filter(one -> !one.hasSelector() && one.namespace().equals(host.namespace()))
                .map(PeerAuthentication::mode)
                .filter(mode -> mode != Mode.UNSET)
                .findFirst()
                .or(() -> peerAuthentications.stream()
                        .filter(one -> one.isMeshWide(intended.settings()))
                        .map(PeerAuthentication::mode)
                        .filter(mode -> mode != Mode.UNSET)
                        .findFirst())
                .orElse(Mode.PERMISSIVE);
    }

    private List<ObjectNode> tunnelOrPlaintext() {
        return tunnels ? List.of(tunnel(TlsContexts.plaintext()), plaintext()) : List.of();
    }

    private static ObjectNode plaintext() {
        return Message.of(
                "name", "tlsMode-disabled", "match", Message.of(), "transport_socket", TlsContexts.plaintext());
    }

    private static ObjectNode always(String name, JsonNode socket) {
        return Message.of("name", name, "transport_socket", socket);
    }

    /// The way through an ambient tunnel, which the proxy's own listener `connect_originate` makes.
    private static ObjectNode tunnel(JsonNode inner) {
        var metadata = List.of(
                passed("host", "envoy.filters.listener.original_dst"),
                passed("cluster", "istio"),
                passed("host", "istio"));
        return Message.of(
                "name",
                "hbone",
                "match",
                Message.of("tunnel", "http"),
                "transport_socket",
                TlsContexts.socket(
                        "envoy.transport_sockets.internal_upstream",
                        Message.typed(
                                TlsContexts.TYPES + "internal_upstream.v3.InternalUpstreamTransport",
                                "passthrough_metadata",
                                metadata,
                                "transport_socket",
                                inner)));
    }

    private static ObjectNode passed(String kind, String name) {
        return Message.of("kind", Message.of(kind, Message.of()), "name", name);
    }

    private JsonNode mutual(MeshHost host, int port, String subset, @Nullable Node tls, boolean http2) {
        var written = tls == null ? List.<String>of() : TlsContexts.texts(tls.items("subjectAltNames"));
        var serverName = tls == null ? "" : tls.text("sni").orElse("");
        return TlsContexts.socket(
                "envoy.transport_sockets.tls",
                Message.typed(
                        TYPE,
                        "common_tls_context",
                        Message.of(
                                "tls_params",
                                parameters(),
                                "alpn_protocols",
                                protocols(http2),
                                "tls_certificate_sds_secret_configs",
                                List.of(TlsContexts.secret("default")),
                                "combined_validation_context",
                                TlsContexts.validation(names(host, written), "ROOTCA")),
                        "sni",
                        serverName.isEmpty() ? "outbound_." + port + "_." + subset + "_." + host.name() : serverName));
    }

    /// Peers know mesh traffic by these; `istio-peer-exchange` only where metadata are exchanged.
    private static Expected protocols(boolean http2) {
        var needed = http2 ? List.of("istio", "h2") : List.of("istio");
        return new Expected.Open(String.join(", ", needed), list -> {
            var found = new ArrayList<String>();
            list.forEach(item -> found.add(item.asString("")));
            found.remove("istio-peer-exchange");
            return found.equals(needed);
        });
    }

    private ObjectNode names(MeshHost host, List<String> written) {
        var names = written.isEmpty() ? registry.identities(host) : written;
        if (names.isEmpty()) {
            return registry.isImplied(host)
                    ? Message.of("match_subject_alt_names", Registry.anyIdentityOf(host))
                    : Message.of();
        }
        return Message.of(
                "match_subject_alt_names",
                names.stream().map(name -> Message.of("exact", name)).toList());
    }

    private static ObjectNode parameters() {
        return Message.of("tls_minimum_protocol_version", "TLSv1_2", "tls_maximum_protocol_version", "TLSv1_3");
    }

    /// TLS that is not the mesh's, as the rule says.
    private Settings originated(MeshHost host, Node tls, boolean http2) {
        boolean unchecked = tls.bool("insecureSkipVerify").orElse(false);
        var written = TlsContexts.texts(tls.items("subjectAltNames"));
        var names = written.isEmpty() && !host.isService()
                ? TlsContexts.texts(host.object().root().items("spec", "subjectAltNames"))
                : written;
        var defaults = names.isEmpty()
                ? Message.of()
                : Message.of(
                        "match_subject_alt_names",
                        names.stream().map(name -> Message.of("exact", name)).toList());
        var roots = tls.text("caCertificates").orElse("system");
        var common = Message.of("tls_params", parameters());
        if (http2) {
            common.set("alpn_protocols", Message.list("h2"));
        }
        var certificate = tls.text("clientCertificate").orElse("");
        if (tls.text("mode").filter("MUTUAL"::equals).isPresent() && !certificate.isEmpty()) {
            var key = tls.text("privateKey").orElse("");
            common.set(
                    "tls_certificate_sds_secret_configs", Message.list(file("file-cert:" + certificate + "~" + key)));
        }
        if (unchecked) {
            common.set("validation_context", Message.of());
        } else {
            common.set(
                    "combined_validation_context",
                    Message.of(
                            "default_validation_context",
                            defaults,
                            "validation_context_sds_secret_config",
                            file("file-root:" + roots)));
        }
        var serverName = tls.text("sni").orElse("");
        var socket = TlsContexts.socket(
                "envoy.transport_sockets.tls",
                Message.typed(TYPE, "common_tls_context", common, "sni", serverName.isEmpty() ? null : serverName));
        var fromRequest = Message.of(
                "auto_sni",
                serverName.isEmpty() ? true : null,
                "auto_san_validation",
                (serverName.isEmpty() && written.isEmpty() && !unchecked) ? true : null);
        var options = fromRequest.isEmpty() ? null : fromRequest;
        return tunnels
                ? new Settings(null, List.of(tunnel(socket), always("user", socket)), options)
                : new Settings(socket, List.of(), options);
    }

    private static ObjectNode file(String name) {
        return TlsContexts.secret(name);
    }
}
